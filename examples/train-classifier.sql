-- A classifier and clusters of texts, trained by SQL: texts, their embeddings, a model of them, and how good it is.
--
--   bin/sql -f examples/train-classifier.sql models=DIR       DIR holds what bin/models has put there
--
-- The trained models are ONNX files in the store, which ML_PREDICT takes at once.

SET 'execution.runtime-mode' = 'batch';

-- A sentence embedding of 384 numbers: MiniLM (Apache-2.0), with the tokenizer that it was trained with.
CREATE MODEL embedding
INPUT (txt STRING)
OUTPUT (vector ARRAY<FLOAT>)
WITH ('provider' = 'onnx', 'task' = 'text-embedding',
      'path' = '${models}/all-minilm-l6-v2-q.onnx',
      'tokenizer' = '${models}/all-minilm-l6-v2-q-tokenizer.json');

CREATE VIEW notes AS
SELECT * FROM (VALUES
  ('pets', 'The kitten slept all afternoon on the sofa.'),
  ('pets', 'She adopted two cats from the animal shelter.'),
  ('pets', 'The dog barked at the postman again.'),
  ('pets', 'Our rabbit eats more carrots than we do.'),
  ('kitchen', 'Preheat the oven and butter a baking tin.'),
  ('kitchen', 'Whisk the eggs with sugar until they are pale.'),
  ('kitchen', 'Simmer the soup for an hour and add salt.'),
  ('kitchen', 'Knead the dough and let it rest in a warm bowl.'),
  ('traffic', 'The train to Hamburg is forty minutes late.'),
  ('traffic', 'The motorway is closed after an accident.'),
  ('traffic', 'All buses end at the station because of roadworks.'),
  ('traffic', 'The ferry does not sail in this storm.')
) AS t (topic, txt);

CREATE VIEW note_vectors AS
SELECT topic, vector FROM ML_PREDICT(TABLE notes, MODEL embedding, DESCRIPTOR(txt));

CREATE MODEL topics
COMMENT 'which topic a note is about'
WITH ('provider' = 'onnx', 'task' = 'logistic-regression', 'regularization' = '0.1')
AS SELECT vector, topic FROM note_vectors;

CREATE MODEL piles
WITH ('provider' = 'onnx', 'task' = 'kmeans', 'k' = '3', 'restarts' = '20')
AS SELECT vector FROM note_vectors;

-- Notes that were not there when the models were trained.
CREATE VIEW new_notes AS
SELECT * FROM (VALUES
  ('pets', 'The puppy chewed my shoes.'),
  ('kitchen', 'Roast the potatoes with rosemary.'),
  ('traffic', 'There is a traffic jam in front of the tunnel.')
) AS t (topic, txt);

CREATE VIEW new_vectors AS
SELECT topic, txt, vector FROM ML_PREDICT(TABLE new_notes, MODEL embedding, DESCRIPTOR(txt));

SELECT txt, prediction, ROUND(score, 2) AS score
FROM ML_PREDICT(TABLE new_vectors, MODEL topics, DESCRIPTOR(vector));

SELECT 'accuracy', `result`['accuracy']
FROM ML_EVALUATE(TABLE new_vectors, MODEL topics, DESCRIPTOR(topic), DESCRIPTOR(vector), 'classification');

SELECT 'adjusted rand', `result`['adjusted_rand']
FROM ML_EVALUATE(TABLE note_vectors, MODEL piles, DESCRIPTOR(topic), DESCRIPTOR(vector), 'clustering');
