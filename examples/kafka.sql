-- Images through a Kafka topic by reference: the bytes are in the store, and a record holds about 50 bytes and the attributes.
--
--   bin/sql --with kafka -f examples/kafka.sql broker=localhost:9092 folder=/my/images topic=images

SET 'execution.runtime-mode' = 'batch';
SET 'sql-client.execution.result-mode' = 'tableau';
SET 'table.dml-sync' = 'true';

CREATE TABLE images (img IMAGE, name STRING METADATA) WITH ('connector' = 'media', 'path' = '${folder}');

CREATE TABLE topic (name STRING, img IMAGE) WITH (
  'connector' = 'kafka', 'topic' = '${topic}', 'properties.bootstrap.servers' = '${broker}',
  'scan.startup.mode' = 'earliest-offset', 'scan.bounded.mode' = 'latest-offset',
  'format' = 'multimodal', 'multimodal.format' = 'json');

INSERT INTO topic SELECT name, img FROM images;

-- Another job, which may run elsewhere with the same store. IMAGE_RESIZE reads nothing; MATERIALIZE reads, scales and stores.
SELECT name, img.width, img.height, MATERIALIZE(IMAGE_RESIZE(img, 32, 32)).size AS thumbnail_bytes FROM topic;
