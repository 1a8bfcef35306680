-- Where somebody speaks in the recordings of a folder: a clip for each stretch of speech.
--
--   bin/models DIR                                                              gets the model, Silero VAD (MIT), from PyPI
--   bin/sql -f examples/speech-segments.sql folder=/my/recordings models=DIR
--
-- The clips are references into the recordings: nothing is cut, encoded or copied.

-- The recordings stay where they are; what is broken becomes NULL.
SET 'multimodal.external.mine.prefix' = 'file://${folder}/';
SET 'multimodal.on-error' = 'dead-letter';

CREATE TABLE recordings (snd AUDIO, name STRING METADATA)
WITH ('connector' = 'media', 'path' = '${folder}', 'in-place' = 'true');

CREATE MODEL speech
INPUT (snd AUDIO)
OUTPUT (segments ARRAY<ROW<from_time DOUBLE, to_time DOUBLE, clip AUDIO>>)
WITH ('provider' = 'onnx', 'task' = 'speech-segments', 'path' = '${models}/silero_vad_16k_op15.onnx',
      'speech.min-silence' = '300 ms');

CREATE VIEW speech_clips AS
SELECT name, s.from_time, s.to_time, s.clip
FROM ML_PREDICT(TABLE recordings, MODEL speech, DESCRIPTOR(snd))
CROSS JOIN UNNEST(segments) AS s (from_time, to_time, clip);

-- A clip is audio as any other.
SELECT name, ROUND(from_time, 2) AS from_time, ROUND(to_time, 2) AS to_time, AUDIO_ENCODE(clip, 'wav') AS wav
FROM speech_clips
ORDER BY name, from_time;
