// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell.gallery;

import io.multimodal.media.MediaRuntime;
import io.multimodal.planner.SqlScript;
import io.multimodal.store.error.StoreException;
import io.multimodal.types.config.MultimodalOptions;
import java.io.IOException;
import java.net.URI;
import java.util.function.IntConsumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;

/** The rows of a query, which can be served, with the stores that their media is in. */
public final class GallerySession implements AutoCloseable {
    private final GalleryRows rows;
    private final String query;
    private final MediaRuntime media;
    private Gallery gallery;

    private GallerySession(GalleryRows rows, String query, MediaRuntime media) {
        this.rows = rows;
        this.query = query;
        this.media = media;
    }

    /**
     * Runs a query in batch mode. Blocks until it has ended or there are enough rows.
     *
     * @param options of Flink
     * @param before is run first
     * @param queryOrTable a query, or the name of a table
     * @param limit the most rows
     * @param progress is told the number of rows now and then
     */
    public static GallerySession open(
            Configuration options,
            SqlScript before,
            String queryOrTable,
            int limit,
            IntConsumer progress)
            throws Exception {
        TableEnvironment env =
                TableEnvironment.create(
                        EnvironmentSettings.newInstance()
                                .inBatchMode()
                                .withConfiguration(options)
                                .build());
        env.executeSql("LOAD MODULE multimodal");
        before.run(env);
        String query = queryOrTable.strip().replaceFirst(";$", "");
        if (query.matches("[\\w.`]+")) {
            query = "SELECT * FROM " + query;
        }
        GalleryRows rows = GalleryRows.collect(env.executeSql(query), limit, progress);
        return new GallerySession(
                rows, query, MediaRuntime.acquire(MultimodalOptions.resolve(env.getConfig())));
    }

    /** How many rows there are. */
    public int rows() {
        return rows.size();
    }

    /**
     * Begins to serve.
     *
     * @param port 0 for a free one
     * @return the address of the page
     * @throws java.net.BindException if the port is taken
     */
    public URI serve(int port) throws IOException {
        gallery = Gallery.start(rows, query, media, port);
        return gallery.address();
    }

    @Override
    public void close() throws StoreException {
        if (gallery != null) {
            gallery.close();
        }
        media.close();
    }
}
