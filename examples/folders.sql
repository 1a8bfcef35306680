-- Files of a folder as rows: written by a path template, read by patterns and partitions, copied or in place, and broken ones.
--
--   bin/sql -f examples/folders.sql folder=/tmp/folders        the folder is new; its files can be looked at afterwards
--
-- The folder of a table may be a prefix of a bucket, such as 's3://bucket/media?region=us-east-1': docs/media-table.md.
-- examples/watch-folder.sql reads the same folder while files are added.

SET 'execution.runtime-mode' = 'batch';
SET 'sql-client.execution.result-mode' = 'tableau';
SET 'table.dml-sync' = 'true';

-- What may be read where it lies.
SET 'multimodal.external.mine.prefix' = 'file://${folder}/';

-- Three images with labels; any table with an IMAGE column will do.
CREATE TEMPORARY VIEW labelled AS
SELECT id, IMAGE_RESIZE(TO_IMAGE(X'89504E470D0A1A0A0000000D49484452000000010000000108000000003A7E9B550000000A49444154789C636000000002000148AFA4710000000049454E44AE426082'), 8 * id, 8) AS image, 2024 + id AS `year`, label
FROM (VALUES (1, 'cat'), (2, 'dog'), (3, 'red/cat')) AS v (id, label);

-- # Write and read partitions
-- Each row becomes a file, here media/year=2026/label=dog/2.png. The same table reads them.

CREATE TABLE images (image IMAGE, `year` INT, label STRING) PARTITIONED BY (`year`, label)
WITH ('connector' = 'media', 'path' = '${folder}/media', 'sink.path-template' = '{digest}.webp');

INSERT INTO images SELECT image, `year`, label FROM labelled;

-- Only the folders of these years are listed.
SELECT `year`, label, image.width FROM images WHERE `year` >= 2026;

-- Each commit leaves a manifest: a line of JSON for each file.
CREATE TABLE manifest (path STRING, size BIGINT, content_type STRING)
WITH ('connector' = 'filesystem', 'path' = '${folder}/media/.multimodal/manifest', 'format' = 'json');

SELECT path, content_type FROM manifest;

-- # Patterns, metadata and files that stay where they are
-- '**' is any number of folders. Of each file at most 64 KiB are read.

CREATE TABLE in_place (
  image        IMAGE,
  label        STRING,
  name         STRING METADATA,
  uri          STRING METADATA,
  size         BIGINT METADATA,
  modified     TIMESTAMP_LTZ(3) METADATA,
  content_type STRING METADATA
) PARTITIONED BY (label)
WITH ('connector' = 'media', 'path' = '${folder}/media/**/label=*cat/*.{png,webp}', 'in-place' = 'true');

SELECT label, content_type, image.width, size = image.size AS whole, OBJECT_URI(image) LIKE 'ext:%' AS stays
FROM in_place;

-- The listing alone answers this.
SELECT COUNT(*) AS files FROM in_place WHERE size > 0;

-- # Links
-- Lines of JSON with the path of each image and a text, as many training sets have them.

CREATE TABLE captions (image IMAGE, caption STRING) WITH (
  'connector' = 'filesystem', 'path' = '${folder}/captions', 'format' = 'multimodal', 'multimodal.format' = 'json',
  'multimodal.reference' = 'link', 'multimodal.links.base' = 'file://${folder}/media');

INSERT INTO captions SELECT image, 'a ' || label FROM in_place;
SELECT caption, image.width FROM captions;

-- # Files that are broken
-- A text is no image. 'on-error' says what follows: the job fails, or the row has NULL, or a dead letter says why.

CREATE TABLE letters (line STRING) WITH ('connector' = 'filesystem', 'path' = '${folder}/letters', 'format' = 'raw');
INSERT INTO letters VALUES ('Dear Sir');

CREATE TABLE broken (image IMAGE, size BIGINT METADATA)
WITH ('connector' = 'media', 'path' = '${folder}/letters', 'glob' = '*', 'on-error' = 'null');

SELECT size, image IS NULL AS is_broken FROM broken;

-- # Whole files
-- Flink's own filesystem connector reads them, too: the formats are image, audio, video and file.

CREATE TABLE whole (image IMAGE, label STRING, `file.size` BIGINT METADATA) PARTITIONED BY (label) WITH (
  'connector' = 'filesystem', 'path' = '${folder}/media/year=2026', 'format' = 'image');

SELECT label, image.width, `file.size` = image.size AS whole FROM whole;
