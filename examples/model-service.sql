-- The text in images of single lines, read by models in processes of their own: the job ships references, and the services read the images.
--
--   bin/models /my/models
--   bin/serve "CREATE MODEL reader INPUT (line IMAGE) OUTPUT (text STRING, score FLOAT) WITH ('provider' = 'onnx', 'task' = 'text-recognition', 'path' = '/my/models/ch_PP-OCRv4_rec_infer.onnx')"
--   bin/sql -f examples/model-service.sql folder=/my/lines endpoint=http://localhost:8000
--
-- Service and job need the same store: set -Dmultimodal.stores.default.uri=… of bin/serve and 'multimodal.stores.default.uri' here where it is not
-- the default one. "endpoint=http://a:8000;http://b:8000" uses two services; if one is lost, the other one answers.

CREATE TABLE lines (img IMAGE, uri STRING METADATA)
WITH ('connector' = 'media', 'path' = '${folder}');

-- No task: what the model is for, the service knows.
CREATE MODEL reader
INPUT (line IMAGE)
OUTPUT (text STRING, score FLOAT)
WITH ('provider' = 'kserve', 'endpoint' = '${endpoint}', 'model' = 'reader');

SELECT uri, text, score FROM ML_PREDICT(TABLE lines, MODEL reader, DESCRIPTOR(img)) ORDER BY uri;
