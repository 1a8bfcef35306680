-- Changes of rows with images, as Debezium writes them in JSON.
--
--   bin/sql -f examples/changes.sql folder=/tmp/changes        the folder is new
--
-- In Kafka it is 'value.format' = 'multimodal', 'value.multimodal.format' = 'debezium-json': docs/formats.md.

SET 'execution.runtime-mode' = 'streaming';
SET 'sql-client.execution.result-mode' = 'tableau';
SET 'table.dml-sync' = 'true';

CREATE TEMPORARY VIEW images AS
SELECT id, IMAGE_RESIZE(TO_IMAGE(X'89504E470D0A1A0A0000000D49484452000000010000000108000000003A7E9B550000000A49444154789C636000000002000148AFA4710000000049454E44AE426082'), 8 * id, 8) AS img, label
FROM (VALUES (1, 'cat'), (2, 'dog'), (3, 'cat')) AS v (id, label);

CREATE TABLE largest (label STRING, img IMAGE) WITH (
  'connector' = 'filesystem', 'path' = '${folder}', 'format' = 'multimodal', 'multimodal.format' = 'debezium-json');

-- The widest image of each label: the one that was the widest before is deleted again.
INSERT INTO largest
SELECT label, img FROM (
  SELECT label, img, ROW_NUMBER() OVER (PARTITION BY label ORDER BY img.width DESC) AS place FROM images
) WHERE place = 1;

SELECT label, img.width FROM largest;
