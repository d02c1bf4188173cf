-- Raw beats go by the time at which they came; neither column changes with a heartbeat.
create index beat_page_received on beat_page (received_at);
create index playback_begun on playback (begun_at);
