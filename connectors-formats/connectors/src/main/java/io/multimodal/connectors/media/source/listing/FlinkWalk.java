// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.listing;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;

/** The files of a folder of any file system that Flink knows, one folder in memory at a time. */
final class FlinkWalk implements FileStream {
    private record Folder(Iterator<FileStatus> children, long states) {}

    private final FileSystem fileSystem;
    private final PathPattern pattern;
    private final FileFilter filter;
    private final Deque<Folder> folders = new ArrayDeque<>();

    /**
     * @param root a folder or a file, which is there
     */
    FlinkWalk(FileSystem fileSystem, FileStatus root, PathPattern pattern, FileFilter filter)
            throws IOException {
        this.fileSystem = fileSystem;
        this.pattern = pattern;
        this.filter = filter;
        if (root.isDir()) {
            enter(root, pattern.start());
        } else {
            folders.push(new Folder(List.of(root).iterator(), PathPattern.NONE));
        }
    }

    @Override
    public ListedFile next() throws IOException {
        while (!folders.isEmpty()) {
            Folder folder = folders.peek();
            if (!folder.children().hasNext()) {
                folders.pop();
                continue;
            }
            FileStatus child = folder.children().next();
            String name = child.getPath().getName();
            if (child.isDir()) {
                long states = pattern.into(folder.states(), name);
                if (states != PathPattern.NONE && filter.wantsBelow(child.getPath().getPath())) {
                    enter(child, states);
                }
            } else if (folder.states() == PathPattern.NONE
                    || pattern.matches(folder.states(), name)) {
                ListedFile file = listed(child);
                if (filter.wants(file)) {
                    return file;
                }
            }
        }
        return null;
    }

    private void enter(FileStatus folder, long states) throws IOException {
        List<FileStatus> children = new ArrayList<>();
        for (FileStatus child : fileSystem.listStatus(folder.getPath())) {
            children.add(child);
        }
        children.sort(Comparator.comparing(FlinkWalk::key, PathOrder::compare));
        folders.push(new Folder(children.iterator(), states));
    }

    private static String key(FileStatus child) {
        String name = child.getPath().getName();
        return child.isDir() ? name + "/" : name;
    }

    static ListedFile listed(FileStatus file) {
        return new ListedFile(
                file.getPath(), file.getLen(), Instant.ofEpochMilli(file.getModificationTime()));
    }
}
