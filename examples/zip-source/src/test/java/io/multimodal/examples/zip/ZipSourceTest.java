// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.zip;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.external.ExternalObjects;
import io.multimodal.store.testkit.ExternalSourceContract;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipSourceTest extends ExternalSourceContract {
    @TempDir private Path folder;
    private final Map<String, byte[]> members = new TreeMap<>();

    private Path archive() {
        return folder.resolve("photos.zip");
    }

    @Override
    protected String prefix() {
        return archive().toUri().toString().replaceFirst("^file:", "zip:") + "/2026/";
    }

    @Override
    protected String place(String name, byte[] bytes) throws Exception {
        String uri = prefix() + name;
        members.put("2026/" + new URI("x:///" + name).getPath().substring(1), bytes);
        try (OutputStream out = Files.newOutputStream(archive());
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                zip.putNextEntry(new ZipEntry(member.getKey()));
                zip.write(member.getValue());
            }
        }
        return uri;
    }

    @Test
    void refusesAPrefixThatNamesNoArchive() throws Exception {
        for (String prefix : List.of("zip:///folder/", "zip://photos.zip/")) {
            try (ExternalObjects objects = ExternalObjects.under(List.of(prefix))) {
                assertThatThrownBy(() -> objects.refer(prefix + "x"))
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("names no archive");
            }
        }
    }

    @Test
    void saysThatAnArchiveIsDamaged() throws Exception {
        String uri = place("cut", random(1000));
        byte[] whole = Files.readAllBytes(archive());
        Files.write(archive(), Arrays.copyOf(whole, 500));
        try (ExternalObjects objects = ExternalObjects.under(List.of(prefix()))) {
            assertThatThrownBy(() -> objects.refer(uri)).isInstanceOf(CorruptObjectException.class);
        }
    }
}
