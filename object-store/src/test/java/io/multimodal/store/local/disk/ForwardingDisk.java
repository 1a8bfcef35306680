// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.disk;

import java.io.IOException;
import java.nio.file.Path;

/** Another disk, of which a test overrides what it breaks. */
public class ForwardingDisk implements Disk {
    private final Disk real;

    public ForwardingDisk() {
        this(new RealDisk());
    }

    public ForwardingDisk(Disk real) {
        this.real = real;
    }

    @Override
    public OpenFile create(Path file) throws IOException {
        return real.create(file);
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        real.link(existing, name);
    }

    @Override
    public void replace(Path file, Path name) throws IOException {
        real.replace(file, name);
    }

    @Override
    public void delete(Path file) throws IOException {
        real.delete(file);
    }

    @Override
    public void overwrite(Path file, long offset, byte[] bytes) throws IOException {
        real.overwrite(file, offset, bytes);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        real.createDirectory(directory);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        real.syncDirectory(directory);
    }
}
