// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.disk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A disk that stops before a given step, and then loses what was not synced: content of files that
 * were not synced, and names in directories that were not. Each unsynced change survives by chance
 * on its own, so that changes appear reordered. It works on a real folder meanwhile, so that the
 * store under test can read.
 */
public final class LossyDisk implements Disk {
    private final Disk real = new RealDisk();
    private final int stepsBeforeCrash;
    private final boolean honest;
    private final List<NameChange> changes = new ArrayList<>();
    private final Map<Path, FileContent> contents = new HashMap<>();
    private int steps;

    /**
     * @param honest whether a sync does what it says
     */
    public LossyDisk(int stepsBeforeCrash, boolean honest) {
        this.stepsBeforeCrash = stepsBeforeCrash;
        this.honest = honest;
    }

    public synchronized boolean crashed() {
        return steps > stepsBeforeCrash;
    }

    @Override
    public synchronized OpenFile create(Path file) throws IOException {
        step();
        OpenFile open = real.create(file);
        FileContent content = new FileContent();
        contents.put(file, content);
        changes.add(new NameChange(null, file, content));
        return new LossyFile(open, content);
    }

    @Override
    public synchronized void link(Path existing, Path name) throws IOException {
        step();
        real.link(existing, name);
        contents.put(name, contents.get(existing));
        changes.add(new NameChange(null, name, contents.get(existing)));
    }

    @Override
    public synchronized void replace(Path file, Path name) throws IOException {
        step();
        real.replace(file, name);
        FileContent content = contents.remove(file);
        contents.put(name, content);
        if (file.getParent().equals(name.getParent())) {
            changes.add(new NameChange(file, name, content));
        } else {
            changes.add(new NameChange(file, null, null));
            changes.add(new NameChange(null, name, content));
        }
    }

    @Override
    public synchronized void delete(Path file) throws IOException {
        step();
        real.delete(file);
        if (contents.remove(file) != null) {
            changes.add(new NameChange(file, null, null));
        }
    }

    @Override
    public synchronized void overwrite(Path file, long offset, byte[] bytes) throws IOException {
        step();
        real.overwrite(file, offset, bytes);
        contents.get(file).overwrite((int) offset, bytes);
    }

    @Override
    public synchronized void createDirectory(Path directory) throws IOException {
        step();
        boolean there = Files.isDirectory(directory);
        real.createDirectory(directory);
        if (!there) {
            changes.add(new NameChange(null, directory, null));
        }
    }

    @Override
    public synchronized void syncDirectory(Path directory) throws IOException {
        step();
        if (honest) {
            changes.stream()
                    .filter(change -> change.in(directory))
                    .forEach(change -> change.durable = true);
        }
    }

    /** What a machine finds in {@code from} after the crash, laid out in {@code to}. */
    public synchronized void recover(Path from, Path to, Random chance) throws IOException {
        Map<Path, NameChange> names = new TreeMap<>();
        for (NameChange change : changes) {
            if (change.durable || chance.nextBoolean()) {
                if (change.removed != null) {
                    names.remove(change.removed);
                }
                if (change.added != null) {
                    names.put(change.added, change);
                }
            }
        }
        // In order, so that a directory comes before what is in it.
        for (Map.Entry<Path, NameChange> name : names.entrySet()) {
            Path target = to.resolve(from.relativize(name.getKey()));
            if (!Files.isDirectory(target.getParent())) {
                continue;
            }
            if (name.getValue().content == null) {
                Files.createDirectory(target);
            } else {
                Files.write(target, name.getValue().content.afterCrash(chance));
            }
        }
    }

    private void step() throws IOException {
        steps++;
        if (steps > stepsBeforeCrash) {
            throw new IOException("the machine is off");
        }
    }

    /** A name that was given, or taken away, or both at once. */
    private static final class NameChange {
        private final Path removed;
        private final Path added;
        private final FileContent content;
        private boolean durable;

        NameChange(Path removed, Path added, FileContent content) {
            this.removed = removed;
            this.added = added;
            this.content = content;
        }

        boolean in(Path directory) {
            return directory.equals((added == null ? removed : added).getParent());
        }
    }

    private static final class FileContent {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private byte[] synced = {};

        void overwrite(int offset, byte[] bytes) {
            byte[] all = written.toByteArray();
            System.arraycopy(bytes, 0, all, offset, bytes.length);
            written.reset();
            written.writeBytes(all);
            System.arraycopy(bytes, 0, synced, offset, bytes.length);
        }

        /** What lies behind the end until the next write; nothing else depends on it. */
        private byte[] tail = {};

        /** What was synced, and of the rest a part, of which some may be zeros. */
        byte[] afterCrash(Random chance) {
            byte[] all = written.toByteArray();
            int unsynced = all.length - synced.length;
            int kept = unsynced == 0 ? 0 : chance.nextInt(unsynced + 1);
            if (unsynced == 0 && chance.nextBoolean()) {
                byte[] tailed = Arrays.copyOf(all, all.length + tail.length);
                System.arraycopy(tail, 0, tailed, all.length, tail.length);
                return tailed;
            }
            byte[] left = Arrays.copyOf(all, synced.length + kept);
            if (kept > 0 && chance.nextBoolean()) {
                int from = synced.length + chance.nextInt(kept);
                Arrays.fill(left, from, Math.min(left.length, from + 512), (byte) 0);
            }
            return left;
        }
    }

    private final class LossyFile implements OpenFile {
        private final OpenFile file;
        private final FileContent content;

        LossyFile(OpenFile file, FileContent content) {
            this.file = file;
            this.content = content;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            synchronized (LossyDisk.this) {
                step();
                file.write(bytes, offset, length);
                content.written.write(bytes, offset, length);
                content.tail = new byte[0];
            }
        }

        @Override
        public void writeTail(byte[] bytes) throws IOException {
            synchronized (LossyDisk.this) {
                step();
                file.writeTail(bytes);
                content.tail = bytes;
            }
        }

        @Override
        public boolean isNamed() throws IOException {
            return file.isNamed();
        }

        @Override
        public void sync() throws IOException {
            synchronized (LossyDisk.this) {
                step();
                if (honest) {
                    content.synced = content.written.toByteArray();
                }
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
