// The lesson page: the player that journals what was watched, questions in between, the quiz.
import { watch } from "./delivery.js";
import { Lesson } from "./player.js";
import { Question, Quiz } from "./question.js";

watch();
customElements.define("x-lesson", Lesson);
customElements.define("x-question", Question);
customElements.define("x-quiz", Quiz);
