// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.support;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.table.factories.Factory;
import org.apache.flink.util.TemporaryClassLoaderContext;

/** Has this thread find a factory of the tests by service file, until it is closed. */
public final class ServiceFile implements AutoCloseable {
    private final URLClassLoader loader;
    private final TemporaryClassLoaderContext context;

    /**
     * Writes the file.
     *
     * @param folder where it lies
     */
    public ServiceFile(Path folder, Class<? extends Factory> factory) throws IOException {
        Path service = folder.resolve("META-INF/services/" + Factory.class.getName());
        Files.createDirectories(service.getParent());
        Files.writeString(service, factory.getName());
        URL[] path = {folder.toUri().toURL()};
        loader = new URLClassLoader(path, factory.getClassLoader());
        context = TemporaryClassLoaderContext.of(loader);
    }

    @Override
    public void close() throws IOException {
        context.close();
        loader.close();
    }
}
