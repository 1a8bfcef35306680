-- A folder of your own media, looked through with SQL.
--
--   bin/browse /my/folder                                   runs this, and writes a page to look at
--   bin/sql -f examples/browse.sql folder=/my/folder        runs it in Flink's SQL client
--   bin/sql                                                 and paste it, your folder for ${folder}
--
-- The files stay where they are and as they are: nothing is copied.

-- What lies under this folder may be read.
SET 'multimodal.external.mine.prefix' = 'file://${folder}/';

-- What is broken becomes NULL, and leaves a dead letter that says why.
SET 'multimodal.on-error' = 'dead-letter';
SET 'pipeline.name' = 'browse';

CREATE TABLE files (
  name     STRING METADATA,
  size     BIGINT METADATA,
  modified TIMESTAMP_LTZ(3) METADATA,
  content  FILE
) WITH ('connector' = 'media', 'path' = '${folder}', 'in-place' = 'true');

-- The type of the column says which files are taken, by the usual endings of their names.
CREATE TABLE images (name STRING METADATA, uri STRING METADATA, img IMAGE)
WITH ('connector' = 'media', 'path' = '${folder}', 'in-place' = 'true');

CREATE TABLE recordings (name STRING METADATA, uri STRING METADATA, snd AUDIO)
WITH ('connector' = 'media', 'path' = '${folder}', 'in-place' = 'true');

CREATE TABLE videos (name STRING METADATA, uri STRING METADATA, vid VIDEO)
WITH ('connector' = 'media', 'path' = '${folder}', 'in-place' = 'true');

-- # What there is
-- Only the folder is listed. No query here asks for the column `content`, so no file is opened.

SELECT LOWER(REGEXP_EXTRACT(name, '[^.]+$', 0)) AS ending, COUNT(*) AS files, SUM(size) AS size
FROM files
GROUP BY LOWER(REGEXP_EXTRACT(name, '[^.]+$', 0))
ORDER BY size DESC;

SELECT name, size, modified FROM files ORDER BY size DESC LIMIT 5;

-- # What the heads say
-- Of each image and audio file at most 64 KiB are read, of each video its index; nothing is decoded.

SELECT name, img.content_type AS type, img.width AS width, img.height AS height, img.size AS size
FROM images WHERE img IS NOT NULL ORDER BY img.width * img.height DESC, name;

SELECT name, snd.codec AS codec, snd.duration AS seconds, snd.sample_rate AS hertz, snd.channels AS channels
FROM recordings WHERE snd IS NOT NULL ORDER BY name;

SELECT name, vid.codec AS codec, vid.duration AS seconds, vid.width AS width, vid.height AS height
FROM videos WHERE vid IS NOT NULL ORDER BY name;

-- # Thumbnails
-- A thumbnail is a reference too: where the image lies, and what is to be done with it. Whoever shows it decodes it,
-- and a JPEG then only at a fraction of its size.

SELECT name, IMAGE_THUMBNAIL(img, 320, 320) AS thumbnail
FROM images WHERE img IS NOT NULL ORDER BY name;

-- # A frame each second
-- As lazy: a row for each second of each video. The page decodes a frame from the key frame before it.

SELECT name, seconds, IMAGE_THUMBNAIL(frame, 240, 240) AS frame
FROM videos CROSS JOIN LATERAL TABLE(VIDEO_FRAMES(vid, 1))
WHERE vid IS NOT NULL ORDER BY name, seconds;

-- # What it sounds like
-- A mel spectrogram is a TENSOR of float32, a row for each band. MATERIALIZE computes it and puts it into the store. The
-- audio of a video is read like any other audio.

CREATE VIEW all_recordings AS
SELECT name, snd FROM recordings WHERE snd IS NOT NULL
UNION ALL
SELECT name, VIDEO_AUDIO(vid) FROM videos WHERE vid IS NOT NULL;

SELECT name, mel, mel.shape AS shape
FROM (SELECT name, MATERIALIZE(AUDIO_MEL_SPECTROGRAM(AUDIO_RESAMPLE(snd, 16000), 1024, 256, 96)) AS mel FROM all_recordings)
WHERE mel IS NOT NULL ORDER BY name;

-- # Images that look alike
-- Each image is decoded once, small, and hashed. Of 64 bits, those of the same image at another size, in another
-- format or with a filter over it differ in a few.

CREATE VIEW hashed AS
SELECT name, uri, img, IMAGE_HASH(img) AS bits FROM images WHERE img IS NOT NULL;

SELECT a.name AS name, b.name AS looks_like, HAMMING_DISTANCE(a.bits, b.bits) AS bits_differ,
       IMAGE_THUMBNAIL(a.img, 320, 320) AS image, IMAGE_THUMBNAIL(b.img, 320, 320) AS image_beside
FROM hashed a JOIN hashed b ON a.uri < b.uri
WHERE HAMMING_DISTANCE(a.bits, b.bits) <= 6
ORDER BY bits_differ, name, looks_like;

-- # Groups of images that look alike
-- Images are in the same group if a chain of such pairs leads from one to the other. No image is compared with all others:
-- hashes that differ in 6 bits agree in one of 7 parts of them.

CREATE VIEW image_groups AS
SELECT `hash`, cluster
FROM (SELECT ARRAY_AGG(DISTINCT bits) AS all_bits FROM hashed WHERE bits IS NOT NULL)
CROSS JOIN LATERAL TABLE(HAMMING_CLUSTERS(all_bits, 6));

SELECT MIN(name) AS name, COUNT(*) AS images, LISTAGG(name, ' / ') AS names
FROM hashed JOIN image_groups ON bits = `hash`
GROUP BY cluster HAVING COUNT(*) > 1
ORDER BY name;

-- # What is broken
-- MEDIA_ERROR decodes all of a file, and says what is wrong with it. What no head could be read of is NULL from the start.

SELECT name, error
FROM (SELECT name, MEDIA_ERROR(img) AS error FROM images UNION ALL
      SELECT name, MEDIA_ERROR(snd) AS error FROM recordings UNION ALL
      SELECT name, MEDIA_ERROR(vid) AS error FROM videos)
WHERE error IS NOT NULL ORDER BY name;

-- The dead letters, also of earlier runs: objects that could not be used, the function and the reason.
SELECT URL_DECODE(REGEXP_EXTRACT(object || ' ' || message, 'file:[^ ]*/([^ /:]+)', 1)) AS name,
       function_name, code, message
FROM LATERAL TABLE(MEDIA_ERRORS('browse')) ORDER BY name, function_name;
