//! Makes the lessons of the demo world: real videos with captions, a transcript
//! and a poster, from words and shapes alone.

mod captions;
mod picture;
mod pinyin;
mod slide;
mod sound;
mod tones;

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, bail};

use slide::Lesson;

const LESSONS: [&Lesson; 2] = [&tones::LESSON, &pinyin::LESSON];
/// Pictures in a second: enough for a dot that runs along a contour.
const FRAMES: &str = "12";

/// Writes `lesson-N.mp4`, `.zh-CN.vtt`, `.txt` and `.jpg` into `out`, in about
/// half a minute.
///
/// # Errors
/// When ffmpeg or the Chinese font is not installed (the message names the
/// package), and when ffmpeg or the disk fails.
pub fn run(out: &Path) -> anyhow::Result<()> {
    installed()?;
    fs::create_dir_all(out).with_context(|| format!("cannot make {}", out.display()))?;
    for lesson in LESSONS {
        make(lesson, out)?;
    }
    Ok(())
}

fn installed() -> anyhow::Result<()> {
    if Command::new("ffmpeg").arg("-version").output().is_err() {
        bail!("ffmpeg is not on the PATH; on Debian: apt install ffmpeg");
    }
    let found = Command::new("fc-match").args(["-f", "%{family}", picture::FAMILY]).output();
    let found = found.context("fc-match is not on the PATH; on Debian: apt install fontconfig")?;
    if !String::from_utf8_lossy(&found.stdout).contains(picture::FAMILY) {
        bail!("the font {} is not installed; on Debian: apt install fonts-noto-cjk", picture::FAMILY);
    }
    Ok(())
}

fn make(lesson: &Lesson, out: &Path) -> anyhow::Result<()> {
    let name = lesson.name;
    fs::write(out.join(format!("{name}.zh-CN.vtt")), captions::vtt(lesson))?;
    fs::write(out.join(format!("{name}.txt")), captions::transcript(lesson))?;
    let (script, track) = (format!("{name}.ass"), format!("{name}.pcm"));
    fs::write(out.join(&script), picture::script(lesson))?;
    fs::write(out.join(&track), sound::track(lesson))?;
    let made = video(lesson, &script, &track, out).and_then(|()| poster(lesson, out));
    fs::remove_file(out.join(&script))?;
    fs::remove_file(out.join(&track))?;
    made
}

fn video(lesson: &Lesson, script: &str, track: &str, out: &Path) -> anyhow::Result<()> {
    let (width, height) = (picture::WIDTH, picture::HEIGHT);
    let paper = format!("color=c=0xfaf7f2:s={width}x{height}:r={FRAMES}:d={}", lesson.seconds());
    let rate = sound::RATE.to_string();
    let (title, seconds) = (format!("title={}", lesson.title), lesson.seconds().to_string());
    let target = format!("{}.mp4", lesson.name);
    let filter = format!("ass={script},format=yuv420p");
    ffmpeg(
        out,
        &[
            "-f",
            "lavfi",
            "-i",
            &paper,
            "-f",
            "s16le",
            "-ar",
            &rate,
            "-ac",
            "1",
            "-i",
            track,
            "-vf",
            &filter,
            "-t",
            &seconds,
            // A fixed number of threads: x264 makes other bytes with another number.
            "-c:v",
            "libx264",
            "-profile:v",
            "baseline",
            "-level",
            "3.0",
            "-preset",
            "medium",
            "-crf",
            "24",
            "-threads",
            "2",
            "-g",
            "60",
            "-c:a",
            "aac",
            "-b:a",
            "48k",
            "-ac",
            "1",
            "-map_metadata",
            "-1",
            "-metadata",
            &title,
            "-metadata:s:a:0",
            "language=zho",
            "-fflags",
            "+bitexact",
            "-flags:v",
            "+bitexact",
            "-flags:a",
            "+bitexact",
            "-movflags",
            "+faststart",
            &target,
        ],
    )
}

fn poster(lesson: &Lesson, out: &Path) -> anyhow::Result<()> {
    let (source, target) = (format!("{}.mp4", lesson.name), format!("{}.jpg", lesson.name));
    ffmpeg(out, &["-ss", "3", "-i", &source, "-frames:v", "1", "-q:v", "8", "-bitexact", &target])
}

/// Runs in `out`, so that no path has to be escaped inside a filter.
fn ffmpeg(out: &Path, arguments: &[&str]) -> anyhow::Result<()> {
    let output = Command::new("ffmpeg")
        .args(["-hide_banner", "-loglevel", "error", "-nostdin", "-y"])
        .args(arguments)
        .current_dir(out)
        .output()
        .context("ffmpeg could not be started")?;
    if !output.status.success() {
        bail!("ffmpeg failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}
