-- Texts that mean what a question means, found in an index that lasts and grows.
--
--   bin/sql -f examples/vector-search.sql models=DIR index=/my/index     DIR holds what bin/models has put there
--
-- examples/semantic-search.sql compares each question with each text. An index compares it with a few: with a million texts, too.

SET 'execution.runtime-mode' = 'batch';
SET 'table.dml-sync' = 'true';

-- A sentence embedding of 384 numbers: MiniLM (Apache-2.0), with the tokenizer that it was trained with.
CREATE MODEL embedding
INPUT (txt STRING)
OUTPUT (vector ARRAY<FLOAT>)
WITH ('provider' = 'onnx', 'task' = 'text-embedding',
      'path' = '${models}/all-minilm-l6-v2-q.onnx',
      'tokenizer' = '${models}/all-minilm-l6-v2-q-tokenizer.json');

CREATE TABLE notes_index (id INT, note STRING, vector ARRAY<FLOAT>)
WITH ('connector' = 'vector-index', 'path' = '${index}', 'dimension' = '384', 'metric' = 'cosine');

CREATE VIEW notes AS
SELECT * FROM (VALUES
  (1, 'The kitten slept all afternoon on the sofa.'),
  (2, 'Interest rates rose by half a percent in March.'),
  (3, 'Preheat the oven and butter a baking tin.'),
  (4, 'The train to Hamburg is forty minutes late.'),
  (5, 'She adopted two cats from the animal shelter.'),
  (6, 'The central bank fears that inflation will last.'),
  (7, 'Whisk the eggs with sugar until they are pale.'),
  (8, 'The motorway is closed after an accident.')
) AS t (id, txt);

-- Only what the index does not have yet: the script can be run again.
CREATE VIEW new_notes AS
SELECT id, txt FROM notes WHERE id NOT IN (SELECT id FROM notes_index WHERE id IS NOT NULL);

INSERT INTO notes_index
SELECT id, txt, vector FROM ML_PREDICT(TABLE new_notes, MODEL embedding, DESCRIPTOR(txt));

CREATE VIEW questions AS
SELECT * FROM (VALUES
  ('pets at home'), ('how to make a cake'), ('the economy'), ('problems on the way to work')
) AS t (txt);

CREATE VIEW question_vectors AS
SELECT txt AS question, vector AS question_vector FROM ML_PREDICT(TABLE questions, MODEL embedding, DESCRIPTOR(txt));

-- The two nearest notes of each question.
SELECT question, note, ROUND(score, 2) AS similarity
FROM question_vectors AS q,
LATERAL TABLE(VECTOR_SEARCH(TABLE notes_index, DESCRIPTOR(vector), q.question_vector, 2))
ORDER BY question, similarity DESC;
