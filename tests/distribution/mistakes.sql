SET 'sql-client.execution.result-mode' = 'tableau';
SET 'execution.runtime-mode' = 'batch';
SET 'multimodal.stores.main.uri' = 'file://@work@/store';
LOAD MODULE multimodal;
CREATE TABLE images (name STRING METADATA, img IMAGE) WITH ('connector' = 'media', 'path' = '@work@/images');
SELECT name, IMAGE_RESIZE(img, 10, 10) AS small FROM images;
