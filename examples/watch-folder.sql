-- The images of a folder, also those that are added or changed while this runs. Ctrl-C ends it.
--
--   bin/sql -f examples/watch-folder.sql folder=/my/folder

SET 'execution.runtime-mode' = 'streaming';
SET 'sql-client.execution.result-mode' = 'tableau';
SET 'multimodal.on-error' = 'null';

CREATE TABLE images (img IMAGE, name STRING METADATA, modified TIMESTAMP_LTZ(3) METADATA)
WITH ('connector' = 'media', 'path' = '${folder}', 'source.monitor-interval' = '1 s', 'source.settle-time' = '1 s');

SELECT name, modified, img.content_type, img.width, img.height FROM images;
