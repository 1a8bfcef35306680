-- Thumbnails of the images of a folder, written to another folder, one sub-folder for each format that they had.
--
--   bin/sql -f examples/thumbnails.sql folder=/my/folder out=/my/thumbnails
--
-- Run it again: files that are there already are taken for what they are, and new images are added.

-- The images stay where they are; what is broken becomes NULL and is not written.
SET 'multimodal.external.mine.prefix' = 'file://${folder}/';
SET 'multimodal.on-error' = 'dead-letter';
SET 'pipeline.name' = 'thumbnails';

CREATE TABLE images (img IMAGE, name STRING METADATA)
WITH ('connector' = 'media', 'path' = '${folder}', 'in-place' = 'true');

-- A bucket is written to in the same way: 's3://bucket/thumbnails?region=us-east-1'.
CREATE TABLE thumbnails (img IMAGE, format STRING, name STRING) PARTITIONED BY (format)
WITH ('connector' = 'media', 'path' = '${out}', 'sink.path-template' = '{name}.webp', 'sink.quality' = '80');

-- Nothing is decoded before the sink, which renders each thumbnail once.
INSERT INTO thumbnails
SELECT IMAGE_THUMBNAIL(img, 256, 256), img.content_type, name FROM images WHERE img IS NOT NULL;

-- # What was written
-- Each commit leaves a manifest: a line of JSON for each file.

CREATE TABLE manifest (path STRING, size BIGINT, digest STRING, content_type STRING, reference STRING)
WITH ('connector' = 'filesystem', 'path' = '${out}/.multimodal/manifest', 'format' = 'json');

SELECT DISTINCT path, size, content_type FROM manifest ORDER BY path;
