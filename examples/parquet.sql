-- Media columns in Parquet, Avro and ORC files, and a data set as Hugging Face's package `datasets` has it.
--
--   bin/sql --with parquet,avro,orc -f examples/parquet.sql folder=/tmp/parquet        the folder is new

SET 'execution.runtime-mode' = 'batch';
SET 'sql-client.execution.result-mode' = 'tableau';
SET 'table.dml-sync' = 'true';

-- One image of 1 x 1; any IMAGE column will do.
CREATE TEMPORARY VIEW images AS
SELECT 'a dot' AS caption, TO_IMAGE(X'89504E470D0A1A0A0000000D49484452000000010000000108000000003A7E9B550000000A49444154789C636000000002000148AFA4710000000049454E44AE426082') AS img;

CREATE TABLE in_parquet (caption STRING, img IMAGE) WITH (
  'connector' = 'filesystem', 'path' = '${folder}/parquet', 'format' = 'multimodal', 'multimodal.format' = 'parquet');
CREATE TABLE in_avro (caption STRING, img IMAGE) WITH (
  'connector' = 'filesystem', 'path' = '${folder}/avro', 'format' = 'multimodal', 'multimodal.format' = 'avro');
CREATE TABLE in_orc (caption STRING, img IMAGE) WITH (
  'connector' = 'filesystem', 'path' = '${folder}/orc', 'format' = 'multimodal', 'multimodal.format' = 'orc');

-- The rows hold references: a lazy image is a reference, too.
INSERT INTO in_parquet SELECT caption, IMAGE_RESIZE(img, 8, 8) FROM images;
INSERT INTO in_avro SELECT * FROM in_parquet;
INSERT INTO in_orc SELECT * FROM in_avro;
SELECT caption, img.width, img FROM in_orc;

-- By value: {bytes, path}, with the features of `datasets` in the file's metadata.
CREATE TABLE data_set (img IMAGE, caption STRING) WITH (
  'connector' = 'filesystem', 'path' = '${folder}/huggingface',
  'format' = 'multimodal', 'multimodal.format' = 'parquet', 'multimodal.reference' = 'huggingface');
INSERT INTO data_set SELECT img, caption FROM in_orc;
SELECT caption, img.content_type, img.width FROM data_set;
