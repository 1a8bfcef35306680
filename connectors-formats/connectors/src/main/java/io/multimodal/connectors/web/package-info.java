// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The connector {@code web}: a column of URLs is joined with what lies there, many at once. Start
 * at {@link io.multimodal.connectors.web.WebTableFactory}. No parameter or result is null unless
 * its docstring says so.
 *
 * <pre>{@code
 * CREATE TABLE web (url STRING, img IMAGE) WITH ('connector' = 'web');
 * SELECT l.id, w.img FROM (SELECT *, PROCTIME() AS now FROM links) AS l
 * LEFT JOIN web FOR SYSTEM_TIME AS OF l.now AS w ON w.url = l.url;
 * }</pre>
 */
@Internal
package io.multimodal.connectors.web;

import io.multimodal.annotation.Internal;
