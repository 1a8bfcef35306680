-- Training sets in the files that training programs read: WebDataset, Mosaic MDS, TFRecord, safetensors, npy, npz and
-- COCO.
--
--   bin/sql -f examples/training-sets.sql folder=/tmp/training-sets        the folder is new; its files can be looked at afterwards
--
-- docs/formats.md describes the options, and Parquet files of Hugging Face, for which Flink's format parquet is installed first.

SET 'execution.runtime-mode' = 'batch';
SET 'sql-client.execution.result-mode' = 'tableau';
SET 'table.dml-sync' = 'true';

-- What links may lead to.
SET 'multimodal.external.set.prefix' = 'file://${folder}/';

-- Three images with labels; any table with an IMAGE column will do.
CREATE TEMPORARY VIEW labelled AS
SELECT id, IMAGE_RESIZE(TO_IMAGE(X'89504E470D0A1A0A0000000D49484452000000010000000108000000003A7E9B550000000A49444154789C636000000002000148AFA4710000000049454E44AE426082'), 8 * id, 8) AS image, label
FROM (VALUES (1, 'cat'), (2, 'dog'), (3, 'cat')) AS v (id, label);

-- Tar archives shard-000000.tar, … with an index.json for the Python package wids.
CREATE TABLE tars (__key__ STRING, png IMAGE, cls STRING) WITH (
  'connector' = 'filesystem', 'path' = '${folder}/webdataset', 'format' = 'webdataset',
  'sink.partition-commit.policy.kind' = 'custom',
  'sink.partition-commit.policy.class' = 'io.multimodal.formats.webdataset.WebDatasetShards');

INSERT INTO tars SELECT 'train/' || CAST(id AS STRING), image, label FROM labelled;
SELECT __key__, png.width, cls FROM tars WHERE __key__ = 'train/2';

-- Shards shard.00000.mds, … with the index.json of the Python package mosaicml-streaming.
CREATE TABLE shards (image IMAGE, label STRING) WITH (
  'connector' = 'filesystem', 'path' = '${folder}/mds', 'format' = 'mds', 'mds.encodings' = 'image:png',
  'sink.partition-commit.policy.kind' = 'custom',
  'sink.partition-commit.policy.class' = 'io.multimodal.formats.mds.MdsShards');

INSERT INTO shards SELECT image, label FROM labelled;
SELECT image.width, label FROM shards;

-- Records of TensorFlow.
CREATE TABLE records (image IMAGE, label STRING, size ARRAY<BIGINT>) WITH (
  'connector' = 'filesystem', 'path' = '${folder}/tfrecord', 'format' = 'tfrecord');

INSERT INTO records SELECT image, label, ARRAY[CAST(8 * id AS BIGINT), CAST(8 AS BIGINT)] FROM labelled;
SELECT image.width, label, size FROM records;

-- The pixels as tensors of one file, by name.
CREATE TABLE tensors (name STRING, pixels TENSOR) WITH (
  'connector' = 'filesystem', 'path' = '${folder}/safetensors', 'format' = 'safetensors', 'sink.parallelism' = '1');

INSERT INTO tensors SELECT label || '.' || CAST(id AS STRING), IMAGE_TO_TENSOR(image) FROM labelled;
SELECT name, pixels.dtype, pixels.shape FROM tensors;

CREATE TABLE arrays (name STRING, pixels TENSOR) WITH (
  'connector' = 'filesystem', 'path' = '${folder}/npz', 'format' = 'npz', 'sink.parallelism' = '1');

INSERT INTO arrays SELECT name, pixels FROM tensors;
SELECT name, pixels.shape FROM arrays WHERE name = 'dog.2';

-- A file for each tensor: a table of media.
CREATE TABLE npy (pixels TENSOR, name STRING METADATA) WITH ('connector' = 'media', 'path' = '${folder}/npy');
CREATE TABLE npy_files (pixels TENSOR, name STRING) WITH (
  'connector' = 'media', 'path' = '${folder}/npy', 'sink.path-template' = '{name}.npy');

INSERT INTO npy_files SELECT pixels, name FROM tensors;
SELECT name, pixels.dtype FROM npy;

-- Images as files, and their boxes as a document of COCO that names them.
CREATE TABLE image_files (image IMAGE, label STRING, id INT) WITH (
  'connector' = 'media', 'path' = '${folder}/images', 'sink.path-template' = '{label}/{id}.png');

INSERT INTO image_files SELECT image, label, id FROM labelled;

CREATE TABLE boxes (image STRING, id INT, width INT, height INT, annotations ARRAY<ROW<category STRING, bbox ARRAY<DOUBLE>>>) WITH (
  'connector' = 'filesystem', 'path' = '${folder}/coco', 'format' = 'coco', 'coco.categories' = 'cat;dog', 'sink.parallelism' = '1');

INSERT INTO boxes
SELECT label || '/' || CAST(id AS STRING) || '.png', id, image.width, image.height,
       ARRAY[ROW(label, ARRAY[CAST(1 AS DOUBLE), 1, 4 * id, 6])]
FROM labelled;

-- Both together again: each image with its boxes.
CREATE TABLE boxed (image IMAGE, id INT, annotations ARRAY<ROW<category STRING, bbox ARRAY<INT>, area DOUBLE>>) WITH (
  'connector' = 'filesystem', 'path' = '${folder}/coco', 'format' = 'multimodal', 'multimodal.format' = 'coco',
  'multimodal.reference' = 'link', 'multimodal.links.base' = 'file://${folder}/images', 'multimodal.links.in-place' = 'true');

SELECT id, category, area, IMAGE_CROP(image, bbox[1], bbox[2], bbox[3], bbox[4]).width AS width
FROM boxed CROSS JOIN UNNEST(annotations) AS a (category, bbox, area);
