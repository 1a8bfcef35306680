-- Media columns in JSON and CSV files, through Flink's own filesystem connector.
--
--   bin/sql -f examples/formats.sql folder=/tmp/formats        the folder is new; its files can be looked at afterwards
--
-- The same options work with Kafka ('value.format' = 'multimodal'), Avro, Parquet and ORC: docs/formats.md.

SET 'execution.runtime-mode' = 'batch';
SET 'sql-client.execution.result-mode' = 'tableau';
SET 'table.dml-sync' = 'true';

-- One image of 1 x 1; any IMAGE column will do.
CREATE TEMPORARY VIEW images AS
SELECT 1 AS id, TO_IMAGE(X'89504E470D0A1A0A0000000D49484452000000010000000108000000003A7E9B550000000A49444154789C636000000002000148AFA4710000000049454E44AE426082') AS img;

-- The columns are IMAGE. In the file, each is an object with its reference and its attributes.
CREATE TABLE catalogue (id INT, img IMAGE, pages ARRAY<IMAGE>) WITH (
  'connector' = 'filesystem', 'path' = '${folder}/json',
  'format' = 'multimodal', 'multimodal.format' = 'json');

INSERT INTO catalogue SELECT id, img, ARRAY[img, IMAGE_RESIZE(img, 8, 8)] FROM images;
SELECT id, img, img.width, pages[2] AS thumbnail FROM catalogue;

-- In CSV, each is the text of its reference.
CREATE TABLE image_list (id INT, img IMAGE) WITH (
  'connector' = 'filesystem', 'path' = '${folder}/csv',
  'format' = 'multimodal', 'multimodal.format' = 'csv', 'multimodal.reference' = 'text');

INSERT INTO image_list SELECT id, img FROM images;
SELECT id, OBJECT_URI(img) AS uri, AS_IMAGE(img) AS img FROM image_list;
