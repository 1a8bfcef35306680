// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Real images, whole and broken, from the test jars of Tika and TwelveMonkeys, and small ones that
 * the scripts in {@code src/test/golden} make.
 */
public final class Corpus {
    private static final List<String> JARS =
            List.of(
                    "exif/Landscape_1.jpg",
                    "webp/test.webp",
                    "tiff/balloons.tif",
                    "test-documents/testPNG.png");

    private static final List<String> FOLDERS = List.of("golden", "kinds");
    private static final long MAX_BYTES = 10 << 20;

    private Corpus() {}

    /** One file, by its path in its jar. */
    public static byte[] read(String path) {
        try (InputStream stream = Corpus.class.getClassLoader().getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalArgumentException("No test jar has " + path);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The paths of all images of some kind in all jars, in order. */
    public static List<String> paths(String pattern) {
        return files().keySet().stream().filter(p -> p.matches(pattern)).toList();
    }

    private static File[] folder(String name) {
        try {
            return new File(Corpus.class.getClassLoader().getResource(name).toURI()).listFiles();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Long> files() {
        Map<String, Long> files = new TreeMap<>();
        for (String folder : FOLDERS) {
            for (File file : folder(folder)) {
                files.put(folder + "/" + file.getName(), file.length());
            }
        }
        for (String known : JARS) {
            URL url = Corpus.class.getClassLoader().getResource(known);
            try {
                JarURLConnection connection = (JarURLConnection) url.openConnection();
                connection.setUseCaches(false);
                try (JarFile jar = connection.getJarFile()) {
                    for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                        if (!entry.isDirectory() && entry.getSize() < MAX_BYTES) {
                            files.put(entry.getName(), entry.getSize());
                        }
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }
}
