-- What lies at a list of URLs, many at once: the images go into the store, and what cannot be used says why.
--
--   python3 -m http.server 8000 --bind 127.0.0.1 --directory /my/folder &
--   bin/sql -f examples/urls.sql site=http://127.0.0.1:8000 list=/my/urls.txt
--
-- The list is a text file with a URL in each line. Run it again: the server is asked for what has changed alone.

-- Only URLs under a prefix are fetched. 'https://*/' is the whole internet, without private networks.
SET 'multimodal.external.site.prefix' = '${site}/';
SET 'pipeline.name' = 'urls';

-- So many URLs are in progress in each subtask; a host has 8 requests at a time ('host.max-requests').
SET 'table.exec.async-lookup.buffer-capacity' = '500';

CREATE TABLE links (url STRING) WITH ('connector' = 'filesystem', 'path' = '${list}', 'format' = 'raw');

CREATE TABLE web (url STRING, img IMAGE, etag STRING METADATA, error STRING METADATA)
WITH ('connector' = 'web', 'on-error' = 'null');

-- # The images

CREATE TEMPORARY VIEW fetched AS
SELECT l.url, w.img, w.error
FROM (SELECT *, PROCTIME() AS now FROM links) AS l
LEFT JOIN web FOR SYSTEM_TIME AS OF l.now AS w ON w.url = l.url;

SELECT url, img.width, img.height, img.content_type, error FROM fetched;
