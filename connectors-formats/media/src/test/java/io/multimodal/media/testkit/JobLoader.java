// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

/** The class loader of a job whose jar has one extension, which its parent does not have. */
final class JobLoader extends URLClassLoader {
    private JobLoader(URL jar, ClassLoader lib) {
        super(new URL[] {jar}, lib);
    }

    /**
     * A new one. The caller closes it.
     *
     * @param jar a folder for its classes, which is filled
     * @param extension a class of the tests
     * @param service the interface that it implements
     */
    static JobLoader of(Path jar, Class<?> extension, Class<?> service) throws IOException {
        ClassLoader tests = extension.getClassLoader();
        String file = extension.getName().replace('.', '/') + ".class";
        Files.createDirectories(jar.resolve(file).getParent());
        try (InputStream code = tests.getResourceAsStream(file)) {
            Files.write(jar.resolve(file), code.readAllBytes());
        }
        Path services = Files.createDirectories(jar.resolve("META-INF/services"));
        Files.writeString(services.resolve(service.getName()), extension.getName());
        return new JobLoader(jar.toUri().toURL(), new Lib(tests, extension.getName()));
    }

    /** What lies in lib/: all but the extension. */
    private static final class Lib extends ClassLoader {
        private final String extension;

        Lib(ClassLoader parent, String extension) {
            super(parent);
            this.extension = extension;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(extension)) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
