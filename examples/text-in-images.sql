-- What is written in the images of a folder.
--
-- The images go into the store once; what flows between the steps below is a reference to each. Nothing is decoded
-- before a model needs it, and no crop is written anywhere.
--
--   bin/demo /my/folder                                                     runs this, and writes a page to look at
--   bin/sql -f examples/text-in-images.sql folder=/my/folder models=DIR   runs it in Flink's SQL client; the models are in
--                                                                           examples/demo/target/models when bin/demo was there

-- An image that cannot be used becomes NULL and leaves a dead letter that says why.
SET 'multimodal.on-error' = 'dead-letter';

CREATE TABLE images (
  img  IMAGE,
  uri  STRING METADATA
) WITH ('connector' = 'media', 'path' = '${folder}');

-- Where there is text: a box for each line, turned with it.
CREATE MODEL text_detector
INPUT (img IMAGE)
OUTPUT (boxes ARRAY<ROW<x INT, y INT, width INT, height INT, angle DOUBLE, score FLOAT>>)
WITH ('provider' = 'onnx', 'task' = 'text-detection', 'path' = '${models}/ch_PP-OCRv4_det_infer.onnx');

-- Which way up a line is: 0 or 180 degrees.
CREATE MODEL line_direction
INPUT (line IMAGE)
OUTPUT (degrees STRING, confidence FLOAT)
WITH ('provider' = 'onnx', 'task' = 'text-orientation',
      'path' = '${models}/ch_ppocr_mobile_v2.0_cls_infer.onnx');

-- What a line says.
CREATE MODEL text_reader
INPUT (line IMAGE)
OUTPUT (text STRING, score FLOAT)
WITH ('provider' = 'onnx', 'task' = 'text-recognition', 'path' = '${models}/ch_PP-OCRv4_rec_infer.onnx');

CREATE VIEW text_lines AS
SELECT uri, img, CARDINALITY(boxes) AS line_count, b.line_number, b.x, b.y, b.width, b.height, b.angle,
       IMAGE_CROP(img, b.x, b.y, b.width, b.height, b.angle) AS line
FROM ML_PREDICT(TABLE images, MODEL text_detector, DESCRIPTOR(img))
LEFT JOIN UNNEST(boxes) WITH ORDINALITY AS b (x, y, width, height, angle, score, line_number) ON TRUE;

CREATE VIEW upright_lines AS
SELECT uri, img, line_count, line_number, x, y, width, height, angle,
       IMAGE_ROTATE(line, CASE WHEN degrees = '180' AND confidence > 0.9 THEN 180 ELSE 0 END) AS upright
FROM ML_PREDICT(TABLE text_lines, MODEL line_direction, DESCRIPTOR(line));

SELECT uri, img, line_count, line_number, x, y, width, height, angle, upright, text, score
FROM ML_PREDICT(TABLE upright_lines, MODEL text_reader, DESCRIPTOR(upright));
