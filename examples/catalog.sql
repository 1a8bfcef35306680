-- A catalog in a folder: tables, views and models that are there after a restart, and in every session that names the folder.
--
--   bin/sql -f examples/catalog.sql catalog=file:///my/catalog folder=/my/folder
--
-- Run it again: what is there already is used as it is. A bucket serves as well: catalog=s3://bucket/catalog

CREATE CATALOG shared WITH ('type' = 'multimodal', 'uri' = '${catalog}');
USE CATALOG shared;

CREATE TABLE IF NOT EXISTS images (img IMAGE, name STRING METADATA)
WITH ('connector' = 'media', 'path' = '${folder}');

CREATE VIEW IF NOT EXISTS thumbnails AS
SELECT name, IMAGE_THUMBNAIL(img, 64, 64) AS img FROM images;

CREATE MODEL IF NOT EXISTS reader INPUT (line IMAGE('RGB')) OUTPUT (text STRING, score FLOAT)
COMMENT 'reads a line of text'
WITH ('provider' = 'onnx', 'task' = 'text-recognition', 'path' = 'models/ch_PP-OCRv4_rec_infer.onnx');

-- # What the catalog has

SHOW TABLES;
SHOW MODELS;
DESCRIBE MODEL reader;
SHOW CREATE VIEW thumbnails;

SELECT name, img.width AS width, img.height AS height FROM thumbnails ORDER BY name;
