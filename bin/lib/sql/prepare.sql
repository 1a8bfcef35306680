-- What bin/sql runs once after a build, so that its classes are archived: a statement of each common kind.
CREATE TEMPORARY TABLE prepared (img IMAGE) WITH ('connector' = 'blackhole');
DESCRIBE prepared;
SHOW MODULES;
SELECT 1;
SELECT CAST(ROW(x'0102', 'image/png', 5, 31, 41, 'RGB') AS IMAGE) AS img;
EXPLAIN SELECT IMAGE_RESIZE(img, 1, 1) FROM (SELECT CAST(NULL AS IMAGE) AS img);
