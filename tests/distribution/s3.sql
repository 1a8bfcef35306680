SET 'sql-client.execution.result-mode' = 'tableau';
SET 'execution.runtime-mode' = 'batch';
SET 'multimodal.stores.main.uri' = 's3://media/store-@client@?region=us-east-1&client=@client@&endpoint=@endpoint@';
SET 'multimodal.external.photos.prefix' = 's3://media/photos/?region=us-east-1&client=@client@&endpoint=@endpoint@';
LOAD MODULE multimodal;
CREATE VIEW photo AS SELECT IMAGE_FROM_URI('s3://media/photos/red-31x41.png') AS img;
SELECT 'in place', img.width, img.height FROM photo;
SELECT 'stored', SUBSTRING(OBJECT_URI(MATERIALIZE(IMAGE_RESIZE(img, 300, 300))), 1, 6) FROM photo;
