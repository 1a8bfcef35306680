-- Which pages of a folder of PDF files answer a question.
--
--   bin/sql -f examples/documents.sql folder=/my/reports question='who pays for repairs' models=DIR
--                                                                  DIR holds what bin/models has put there
--
-- A page that is a picture of text is read by the models of text-in-images.sql: it is an IMAGE, which is rendered where the
-- model runs. All others bring their text along.

-- A file that is no PDF file becomes NULL and leaves a dead letter that says why.
SET 'multimodal.on-error' = 'dead-letter';

-- Flink 2.3 cannot run an asynchronous model within an operator of several inputs, which a batch job makes of UNION ALL.
SET 'table.optimizer.multiple-input-enabled' = 'false';

CREATE TABLE reports (
  doc   FILE,
  name  STRING METADATA
) WITH ('connector' = 'media', 'path' = '${folder}');

CREATE MODEL text_detector
INPUT (img IMAGE)
OUTPUT (boxes ARRAY<ROW<x INT, y INT, width INT, height INT, angle DOUBLE, score FLOAT>>)
WITH ('provider' = 'onnx', 'task' = 'text-detection', 'path' = '${models}/ch_PP-OCRv4_det_infer.onnx');

CREATE MODEL text_reader
INPUT (line IMAGE)
OUTPUT (text STRING, score FLOAT)
WITH ('provider' = 'onnx', 'task' = 'text-recognition', 'path' = '${models}/ch_PP-OCRv4_rec_infer.onnx');

CREATE MODEL embedding
INPUT (txt STRING)
OUTPUT (vector TENSOR('float32', 384))
WITH ('provider' = 'onnx', 'task' = 'text-embedding',
      'path' = '${models}/all-minilm-l6-v2-q.onnx',
      'tokenizer' = '${models}/all-minilm-l6-v2-q-tokenizer.json');

CREATE VIEW pages AS
SELECT name, number, text, page
FROM reports, LATERAL TABLE(DOCUMENT_PAGES(doc)) AS p (number, width, height, text, page);

-- The lines of pages that have no text.
CREATE VIEW scanned_pages AS SELECT name, number, page FROM pages WHERE text = '';

CREATE VIEW scanned_lines AS
SELECT name, number, IMAGE_CROP(page, b.x, b.y, b.width, b.height, b.angle) AS line
FROM ML_PREDICT(TABLE scanned_pages, MODEL text_detector, DESCRIPTOR(page))
CROSS JOIN UNNEST(boxes) AS b (x, y, width, height, angle, score);

CREATE VIEW texts AS
SELECT name, number, text FROM pages WHERE text <> ''
UNION ALL
SELECT name, number, LISTAGG(text, ' ')
FROM ML_PREDICT(TABLE scanned_lines, MODEL text_reader, DESCRIPTOR(line))
GROUP BY name, number;

-- Pieces that the embedding takes whole: of 60 words, of which the last 10 are in the next one, too.
CREATE VIEW chunks AS
SELECT name, number, chunk
FROM texts, LATERAL TABLE(TEXT_CHUNK(TEXT_NORMALIZE(text), 60, 10, 'words')) AS c (part, chunk, place);

CREATE VIEW chunk_vectors AS
SELECT name, number, chunk, AI_EMBED(MODEL => MODEL embedding, INPUT => chunk) AS vector FROM chunks;

CREATE VIEW question_vector AS
SELECT AI_EMBED(MODEL => MODEL embedding, INPUT => question) AS vector FROM (VALUES ('${question}')) AS t (question);

SELECT name, number, ROUND(TENSOR_COSINE(c.vector, q.vector), 2) AS similarity, chunk
FROM chunk_vectors AS c CROSS JOIN question_vector AS q
ORDER BY similarity DESC
LIMIT 5;
