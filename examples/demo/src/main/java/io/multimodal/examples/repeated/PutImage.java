// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.repeated;

import io.multimodal.media.content.ImageHeader;
import io.multimodal.media.probe.ImageProbe;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.runtime.Stores;
import io.multimodal.types.Image;
import io.multimodal.types.config.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Puts a file into the store, once, and tells what its header says. */
final class PutImage extends RichMapFunction<String, NamedImage> {
    private static final long serialVersionUID = 1L;

    private final String uri;
    private transient ObjectStore store;

    PutImage(String uri) {
        this.uri = uri;
    }

    @Override
    public void open(OpenContext context) throws IOException {
        store = Stores.open(URI.create(uri));
    }

    @Override
    public NamedImage map(String name) throws IOException {
        Path file = Path.of(name);
        ImageHeader header;
        try (InputStream in = Files.newInputStream(file)) {
            header = new ImageProbe(Limits.DEFAULT).probe(in);
        }
        ObjectRef ref = store.put(Payload.of(file)).toCompletableFuture().join();
        return new NamedImage(
                file.getFileName().toString(),
                Image.of(
                        ref,
                        header.contentType(),
                        Files.size(file),
                        header.width(),
                        header.height(),
                        header.mode()));
    }

    @Override
    public void close() throws IOException {
        if (store != null) {
            store.close();
        }
    }
}
