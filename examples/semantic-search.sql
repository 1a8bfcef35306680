-- Texts that mean what a question means, whatever their words are.
--
--   bin/sql -f examples/semantic-search.sql models=DIR       DIR holds what bin/models has put there
--
-- The model makes a vector of each text, once: remembered vectors are found by the text, in later runs, too.

-- A sentence embedding of 384 numbers: MiniLM (Apache-2.0), with the tokenizer that it was trained with.
CREATE MODEL embedding
INPUT (txt STRING)
OUTPUT (vector TENSOR('float32', 384))
WITH ('provider' = 'onnx', 'task' = 'text-embedding',
      'path' = '${models}/all-minilm-l6-v2-q.onnx',
      'tokenizer' = '${models}/all-minilm-l6-v2-q-tokenizer.json');

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

CREATE VIEW questions AS
SELECT * FROM (VALUES
  ('pets at home'), ('how to make a cake'), ('the economy'), ('problems on the way to work')
) AS t (txt);

CREATE VIEW note_vectors AS
SELECT id, txt, AI_EMBED(MODEL => MODEL embedding, INPUT => txt) AS vector FROM notes;

CREATE VIEW question_vectors AS
SELECT txt, AI_EMBED(MODEL => MODEL embedding, INPUT => txt) AS vector FROM questions;

-- The two nearest notes of each question.
SELECT question, note, similarity FROM (
  SELECT q.txt AS question, n.txt AS note, ROUND(TENSOR_COSINE(q.vector, n.vector), 2) AS similarity,
         ROW_NUMBER() OVER (PARTITION BY q.txt ORDER BY TENSOR_COSINE(q.vector, n.vector) DESC) AS place
  FROM question_vectors AS q CROSS JOIN note_vectors AS n
) WHERE place <= 2
ORDER BY question, similarity DESC;
