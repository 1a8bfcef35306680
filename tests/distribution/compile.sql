SET 'multimodal.stores.main.uri' = 'file://@work@/store';
SET 'execution.checkpointing.interval' = '200ms';
LOAD MODULE multimodal;
CREATE TABLE images (name STRING METADATA, img IMAGE) WITH ('connector' = 'media', 'path' = '@work@/images');
CREATE TABLE turned (name STRING, width INT, height INT, img ROW<object BYTES, content_type STRING, size BIGINT, width INT, height INT, `mode` STRING>)
  WITH ('connector' = 'filesystem', 'path' = 'file://@work@/turned', 'format' = 'json');
CREATE TABLE wide (img IMAGE('RGB', -1, 999)) WITH ('connector' = 'blackhole');
COMPILE PLAN 'file://@work@/turned.json' FOR INSERT INTO turned SELECT name, IMAGE_ROTATE(img, 90).width, IMAGE_ROTATE(img, 90).height, img FROM images;
COMPILE PLAN 'file://@work@/wide.json' FOR INSERT INTO wide SELECT img FROM images;
