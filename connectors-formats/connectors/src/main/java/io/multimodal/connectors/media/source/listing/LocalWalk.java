// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.listing;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists a local folder, the names of one folder in memory at a time. Each real folder is listed
 * once, under its own path where that is listed, else under the path of the first link to it. What
 * cannot be listed or may not be followed is listed as a file of no size, so that who reads it
 * finds out what is wrong.
 */
final class LocalWalk implements FileStream {
    private static final Logger LOG = LoggerFactory.getLogger(LocalWalk.class);

    /** What Java puts in place of bytes that are not UTF-8; such a name leads to no file. */
    private static final char NO_TEXT = '\ufffd';

    private final Path realRoot;
    private final PathPattern pattern;
    private final FileFilter filter;
    private final LinkRule links;
    private final Deque<Folder> folders = new ArrayDeque<>();
    private final RealFolders listed;

    /** The folders that a link leads to, put back until it is their turn. */
    private final Map<Path, Folder> linked = new HashMap<>();

    /** A file, where the root is one. */
    private ListedFile single;

    /**
     * @param root a folder or a file, which is there
     */
    LocalWalk(Path root, PathPattern pattern, LinkRule links, FileFilter filter)
            throws IOException {
        this.realRoot = root.toRealPath();
        this.pattern = pattern;
        this.links = links;
        this.filter = filter;
        this.listed = new RealFolders(pattern, realRoot);
        BasicFileAttributes attributes = Files.readAttributes(root, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            open(new Folder(root, realRoot, false, pattern.start(), PathPattern.NONE));
        } else {
            single = file(root, attributes);
        }
    }

    @Override
    public ListedFile next() throws IOException {
        ListedFile one = single;
        if (one != null) {
            single = null;
            return filter.wants(one) ? one : null;
        }
        while (one == null && !folders.isEmpty()) {
            Folder folder = folders.peek();
            String name = folder.names.next();
            if (name == null) {
                folders.pop();
            } else if (name.endsWith("/")) {
                enter(folder, name.substring(0, name.length() - 1));
            } else {
                one = visit(folder, name);
            }
            one = one != null && filter.wants(one) ? one : null;
        }
        return one;
    }

    private ListedFile visit(Folder folder, String name) {
        Path path = folder.path(name);
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                return visitLink(folder, name, path);
            } else if (attributes.isDirectory()) {
                return visitFolder(folder, name, path);
            }
            return folder.holds(pattern, name) ? file(path, attributes) : null;
        } catch (NoSuchFileException e) {
            LOG.debug("'{}' is not there any more", path);
            return null;
        } catch (IOException e) {
            return unusable(path);
        }
    }

    private ListedFile visitFolder(Folder folder, String name, Path path) {
        if (!mayHold(folder, name, path)) {
            return null;
        }
        boolean hasNoText = name.indexOf(NO_TEXT) >= 0;
        if (hasNoText || !Files.isReadable(path) || !Files.isExecutable(path)) {
            return unusable(path);
        }
        folder.names.later(name);
        return null;
    }

    private boolean mayHold(Folder folder, String name, Path path) {
        return pattern.into(folder.states, name) != PathPattern.NONE
                && filter.wantsBelow(path.toString());
    }

    private ListedFile visitLink(Folder folder, String name, Path link) {
        try {
            BasicFileAttributes target = Files.readAttributes(link, BasicFileAttributes.class);
            if (target.isDirectory()) {
                return mayHold(folder, name, link) ? follow(folder, name, link) : null;
            } else if (folder.holds(pattern, name)) {
                return links.allows(realRoot, link.toRealPath())
                        ? file(link, target)
                        : unusable(link);
            }
            return null;
        } catch (IOException e) {
            return folder.holds(pattern, name) ? unusable(link) : null;
        }
    }

    private ListedFile follow(Folder folder, String name, Path link) throws IOException {
        Path real = link.toRealPath();
        boolean leadsBack = folder.real().startsWith(real);
        if (leadsBack || !links.allows(realRoot, real) || !Files.isReadable(real)) {
            return unusable(link);
        }
        long states = pattern.into(folder.states, name);
        long elsewhere = listed.add(real, states);
        if ((states & ~elsewhere) != PathPattern.NONE) {
            linked.put(link, new Folder(link, real, true, states, elsewhere));
            folder.names.later(name);
        }
        return null;
    }

    private void enter(Folder folder, String name) throws IOException {
        Path path = folder.path(name);
        Folder next = linked.remove(path);
        if (next == null) {
            long states = pattern.into(folder.states, name);
            Path real = folder.linked ? folder.real.resolve(name) : null;
            long elsewhere =
                    folder.linked
                            ? pattern.into(folder.elsewhere, name) | listed.states(real)
                            : PathPattern.NONE;
            if ((states & ~elsewhere) == PathPattern.NONE) {
                return;
            }
            next = new Folder(path, real, folder.linked, states, elsewhere);
        }
        open(next);
    }

    private void open(Folder folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder.path)) {
            for (Path child : children) {
                String name = child.getFileName().toString();
                if (name.indexOf(NO_TEXT) >= 0) {
                    folder.odd.put(name, child);
                }
                names.add(name);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("'{}' is not there any more", folder.path);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        folder.names = new FolderNames(names);
        folders.push(folder);
    }

    /** Null where opening it could wait for ever, as that of a pipe or a device. */
    private static ListedFile file(Path file, BasicFileAttributes attributes) {
        if (attributes.isOther()) {
            LOG.warn("Passing over '{}': neither a file nor a folder", file);
            return null;
        } else if (!isNamedByText(file)) {
            return unusable(file);
        }
        return new ListedFile(
                org.apache.flink.core.fs.Path.fromLocalFile(file.toFile()),
                attributes.size(),
                Instant.ofEpochMilli(attributes.lastModifiedTime().toMillis()));
    }

    /**
     * Whether the text of a path leads to the file. It does not if a name is not text in the
     * encoding of this process, in which Java replaces such bytes.
     */
    private static boolean isNamedByText(Path file) {
        String text = file.toString();
        try {
            return text.indexOf(NO_TEXT) < 0 || Path.of(text).equals(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static ListedFile unusable(Path place) {
        // The URI of a folder ends in a slash, and would have no name.
        return new ListedFile(
                new org.apache.flink.core.fs.Path("file", null, place.toString()),
                0,
                Instant.EPOCH);
    }

    /** A folder that is being listed. */
    private static final class Folder {
        private final Path path;

        /** Where it really lies; null where that is its path below the real root. */
        private final Path real;

        /** Whether a link leads to it, or to a folder above it. */
        private final boolean linked;

        /** Of the pattern; {@code elsewhere} those that it has under another path. */
        private final long states;

        private final long elsewhere;
        private FolderNames names;

        /** By the very name that is in {@link #names}. */
        private final IdentityHashMap<String, Path> odd = new IdentityHashMap<>();

        Folder(Path path, Path real, boolean linked, long states, long elsewhere) {
            this.path = path;
            this.real = real;
            this.linked = linked;
            this.states = states;
            this.elsewhere = elsewhere;
        }

        Path path(String name) {
            Path known = odd.isEmpty() ? null : odd.get(name);
            return known == null ? path.resolve(name) : known;
        }

        Path real() throws IOException {
            return real == null ? path.toRealPath() : real;
        }

        /** Whether a file belongs to the listing, and is not listed under another path. */
        boolean holds(PathPattern pattern, String name) {
            return pattern.matches(states, name) && !pattern.matches(elsewhere, name);
        }
    }
}
