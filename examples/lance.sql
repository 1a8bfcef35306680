-- A table of Lance: images by value with their embeddings.
--
--   mvn package -Plance -DskipTests -pl connectors-formats/lance -am
--   lance=file://$PWD/connectors-formats/lance/target
--   SQL_JAVA_OPTS=--add-opens=java.base/java.nio=ALL-UNNAMED bin/sql -l $lance/lib -j $lance/multimodal-lance-0.1.0-SNAPSHOT.jar \
--       -f examples/lance.sql folder=/tmp/lance
--
-- The folder is new. In Python, lance.dataset('/tmp/lance/photos.lance') reads it afterwards. docs/lance.md describes the connector.

SET 'execution.runtime-mode' = 'batch';
SET 'sql-client.execution.result-mode' = 'tableau';
SET 'table.dml-sync' = 'true';

CREATE TABLE photos (id BIGINT, image IMAGE, embedding ARRAY<FLOAT>) WITH (
  'connector' = 'lance', 'path' = '${folder}/photos.lance');

INSERT INTO photos
SELECT id, IMAGE_RESIZE(TO_IMAGE(X'89504E470D0A1A0A0000000D49484452000000010000000108000000003A7E9B550000000A49444154789C636000000002000148AFA4710000000049454E44AE426082'), CAST(8 * id AS INT), 8), ARRAY[CAST(id AS FLOAT), CAST(0.5 AS FLOAT)]
FROM (VALUES (CAST(1 AS BIGINT)), (2), (3)) AS v (id);

SELECT id, image.width, embedding FROM photos WHERE id > 1;
