// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.listing;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists a local folder, each real folder in it once: first all that lie in it, then those that only
 * a link leads to, such as one to a hidden folder. What cannot be listed or may not be followed is
 * listed as a file of no size, so that who reads it finds out what is wrong. Used once.
 */
final class LocalWalk {
    private static final Logger LOG = LoggerFactory.getLogger(LocalWalk.class);

    private final Path root;
    private final Path realRoot;
    private final FileNameGlob names;
    private final LinkRule links;
    private final List<ListedFile> files = new ArrayList<>();
    private final Set<Object> entered = new HashSet<>();
    private final Deque<Path> folders = new ArrayDeque<>();
    private final Queue<Path> linksToFolders = new PriorityQueue<>();

    /**
     * @param root a folder or a file, which is there
     */
    LocalWalk(Path root, FileNameGlob names, LinkRule links) throws IOException {
        this.root = root;
        this.realRoot = root.toRealPath();
        this.names = names;
        this.links = links;
    }

    List<ListedFile> list() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(root, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            enter(root, attributes);
        } else {
            add(root, attributes);
        }
        while (!folders.isEmpty() || !linksToFolders.isEmpty()) {
            if (!folders.isEmpty()) {
                visitAll(folders.remove());
            } else {
                follow(linksToFolders.remove());
            }
        }
        return files;
    }

    private void visitAll(Path folder) {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                visit(child);
            }
        } catch (IOException | DirectoryIteratorException e) {
            addUnusable(folder);
        }
    }

    private void visit(Path path) {
        String name = path.getFileName().toString();
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                visitLink(path, name);
            } else if (attributes.isDirectory()) {
                if (!FileNameGlob.isHidden(name)) {
                    enter(path, attributes);
                }
            } else if (names.matches(name)) {
                add(path, attributes);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("'{}' is not there any more", path);
        } catch (IOException e) {
            addUnusable(path);
        }
    }

    private void visitLink(Path link, String name) {
        try {
            BasicFileAttributes target = Files.readAttributes(link, BasicFileAttributes.class);
            if (target.isDirectory()) {
                if (!FileNameGlob.isHidden(name)) {
                    linksToFolders.add(link);
                }
            } else if (names.matches(name)) {
                if (links.allows(realRoot, link.toRealPath())) {
                    add(link, target);
                } else {
                    addUnusable(link);
                }
            }
        } catch (IOException e) {
            if (names.matches(name)) {
                addUnusable(link);
            }
        }
    }

    private void follow(Path link) {
        try {
            Path real = link.toRealPath();
            boolean leadsBack = link.getParent().toRealPath().startsWith(real);
            if (leadsBack || !links.allows(realRoot, real)) {
                addUnusable(link);
            } else {
                enter(link, Files.readAttributes(real, BasicFileAttributes.class));
            }
        } catch (IOException e) {
            addUnusable(link);
        }
    }

    private void enter(Path folder, BasicFileAttributes attributes) throws IOException {
        Object key = attributes.fileKey();
        if (entered.add(key == null ? folder.toRealPath() : key)) {
            folders.add(folder);
        }
    }

    private void add(Path file, BasicFileAttributes attributes) {
        if (attributes.isOther()) {
            // Opening a pipe or a device could wait for ever.
            LOG.warn("Passing over '{}': neither a file nor a folder", file);
            return;
        }
        files.add(
                new ListedFile(
                        org.apache.flink.core.fs.Path.fromLocalFile(file.toFile()),
                        attributes.size(),
                        Instant.ofEpochMilli(attributes.lastModifiedTime().toMillis())));
    }

    private void addUnusable(Path place) {
        // The URI of a folder ends in a slash, and would have no name.
        files.add(
                new ListedFile(
                        new org.apache.flink.core.fs.Path("file", null, place.toString()),
                        0,
                        Instant.EPOCH));
    }
}
