// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.table.api.ValidationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FolderListingTest {
    @TempDir private Path folder;

    @Test
    void listsTheFilesOfSubFoldersInTheOrderOfTheirPaths() throws IOException {
        touch("b.jpg", "a/z.PNG", "a/y.webp", "notes.txt");

        assertThat(list("*.{jpg,png,webp}")).containsExactly("a/y.webp", "a/z.PNG", "b.jpg");
    }

    @Test
    void passesOverHiddenFilesAndFolders() throws IOException {
        touch("shown.jpg", ".hidden.jpg", "_SUCCESS.jpg", ".git/in.jpg");

        assertThat(list("*")).containsExactly("shown.jpg");
    }

    @Test
    @Timeout(60)
    void listsALoopOfLinksOnceAndDoesNotFollowIt() throws IOException {
        touch("a/photo.jpg");
        Files.createSymbolicLink(folder.resolve("a/loop"), folder);

        assertThat(list("*.jpg")).containsExactly("a/loop", "a/photo.jpg");
    }

    @Test
    void listsALinkThatLeadsNowhere() throws IOException {
        Files.createSymbolicLink(folder.resolve("gone.jpg"), Path.of("missing"));

        assertThat(list("*.jpg")).containsExactly("gone.jpg");
    }

    @Test
    @Timeout(60)
    void listsEachRealFolderOnceHoweverManyLinksLeadToIt() throws IOException {
        for (int level = 0; level < 20; level++) {
            touch("level-" + level + "/photo.jpg");
            Path next = Path.of("../level-" + (level + 1) % 20);
            Files.createSymbolicLink(folder.resolve("level-" + level + "/one"), next);
            Files.createSymbolicLink(folder.resolve("level-" + level + "/two"), next);
        }

        assertThat(list("*.jpg"))
                .hasSize(20)
                .allMatch(path -> path.matches("level-\\d+/photo.jpg"));
    }

    @Test
    void followsALinkToAHiddenFolderAndToAFile() throws IOException {
        touch(".versions/3/photo.jpg", "photo.jpg");
        Files.createSymbolicLink(folder.resolve("current"), Path.of(".versions/3"));
        Files.createSymbolicLink(folder.resolve("same.jpg"), Path.of("photo.jpg"));

        assertThat(list("*.jpg")).containsExactly("current/photo.jpg", "photo.jpg", "same.jpg");
    }

    @Test
    void followsALinkOutOfTheFolderOnlyWhereThatIsAllowed(@TempDir Path outside)
            throws IOException {
        Files.write(outside.resolve("secret.jpg"), new byte[9]);
        Files.createSymbolicLink(folder.resolve("file.jpg"), outside.resolve("secret.jpg"));
        Files.createSymbolicLink(folder.resolve("folder"), outside);

        assertThat(list("*.jpg")).containsExactly("file.jpg", "folder");
        assertThat(all(listing(folder, "*.jpg"))).allMatch(file -> file.sizeBytes() == 0);
        assertThat(all(listing(folder, "*.jpg", LinkRule.ANYWHERE)))
                .extracting(ListedFile::name, ListedFile::sizeBytes)
                .containsExactly(tuple("file.jpg", 9L), tuple("secret.jpg", 9L));
    }

    @Test
    void looksAtFilesAgain() throws IOException {
        touch("stays.jpg", "grows.jpg", "goes.jpg");
        Files.createSymbolicLink(folder.resolve("nowhere.jpg"), Path.of("missing"));
        FolderListing listing = listing(folder, "*.jpg");
        List<ListedFile> listed = all(listing);
        Files.write(folder.resolve("grows.jpg"), new byte[5]);
        Files.delete(folder.resolve("goes.jpg"));

        assertThat(listing.again(listed))
                .extracting(ListedFile::name, ListedFile::sizeBytes)
                .containsExactly(
                        tuple("grows.jpg", 5L), tuple("nowhere.jpg", 0L), tuple("stays.jpg", 0L));
    }

    /**
     * Bytes that are not UTF-8, beside a name that has the character by which Java replaces them.
     */
    @Test
    void listsAFileWhoseNameIsNoTextAndDoesNotLoseIt() throws Exception {
        Files.write(folder.resolve("text\ufffd.jpg"), new byte[5]);
        int made =
                new ProcessBuilder(
                                "bash",
                                "-c",
                                "printf 12345 > \"$0\"/$'not\\xff.jpg'; mkdir \"$0\"/$'d\\xfe'; cp \"$0\"/n* \"$0\"/$'d\\xfe'/in.jpg",
                                folder.toString())
                        .start()
                        .waitFor();
        assertThat(made).isZero();
        FolderListing listing = listing(folder, "*.jpg");
        List<ListedFile> listed = all(listing);

        assertThat(listed)
                .extracting(ListedFile::name, ListedFile::sizeBytes)
                .containsExactly(
                        tuple("d\ufffd", 0L),
                        tuple("not\ufffd.jpg", 0L),
                        tuple("text\ufffd.jpg", 5L));
        assertThat(listing.again(listed)).as("while they settle").isEqualTo(listed);
    }

    @Test
    @Timeout(60)
    void passesOverAPipe() throws Exception {
        touch("photo.jpg");
        int made =
                new ProcessBuilder("mkfifo", folder.resolve("pipe.jpg").toString())
                        .start()
                        .waitFor();
        assertThat(made).isZero();

        assertThat(list("*.jpg")).containsExactly("photo.jpg");
    }

    @Test
    void listsASingleFileWhateverItsName() throws IOException {
        touch("photo.dat");

        assertThat(all(listing(folder.resolve("photo.dat"), "*.jpg"))).hasSize(1);
    }

    @Test
    void namesAFolderThatIsNotThere() {
        assertThatThrownBy(() -> all(listing(folder.resolve("nothing"), "*")))
                .hasMessageContaining(folder.resolve("nothing").toString())
                .hasMessageContaining("no such file or folder");
    }

    @Test
    void refusesAGlobThatIsNone() {
        assertThatThrownBy(() -> new PathPattern("*.{jpg"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("*.{jpg");
    }

    @Test
    void ordersFilesByTheBytesOfTheirWholePaths() throws IOException {
        touch("a/b.jpg", "a-b.jpg", "a.jpg", "a0.jpg", "ä.jpg", "😀.jpg", "\uffee.jpg", "B.jpg");

        assertThat(list("*.jpg"))
                .containsExactly(
                        "B.jpg",
                        "a-b.jpg",
                        "a.jpg",
                        "a/b.jpg",
                        "a0.jpg",
                        "ä.jpg",
                        "\uffee.jpg",
                        "😀.jpg");
    }

    @Test
    void goesOnBehindAnyPosition() throws IOException {
        touch("a/b.jpg", "a/c/d.jpg", "a-b.jpg", "b.jpg", ".kept/e.jpg");
        Files.createSymbolicLink(folder.resolve("a/link"), folder.resolve(".kept"));
        Files.createSymbolicLink(folder.resolve("z"), folder.resolve(".kept"));
        FolderListing listing = listing(folder, "*.jpg");
        List<ListedFile> files = all(listing);

        assertThat(files).hasSize(5);
        for (int i = 0; i < files.size(); i++) {
            assertThat(rest(listing, files.get(i).key()))
                    .isEqualTo(files.subList(i + 1, files.size()));
        }
        assertThat(rest(listing, folder + "/a/")).isEqualTo(files.subList(1, files.size()));
    }

    @Test
    void matchesWholePaths() throws IOException {
        touch("2025/a/x.jpg", "2026/x.jpg", "2026/a/b/y.JPG", "2026/z.txt", "x/2026/w.jpg");

        assertThat(list("2026/*.jpg")).containsExactly("2026/x.jpg");
        assertThat(list("2026/**/*.jpg")).containsExactly("2026/a/b/y.JPG", "2026/x.jpg");
        assertThat(list("**/2026/*.jpg")).containsExactly("2026/x.jpg", "x/2026/w.jpg");
        assertThat(list("202[0-5]/?/*.{jpg,png}")).containsExactly("2025/a/x.jpg");
        assertThat(list("2026/")).containsExactly("2026/a/b/y.JPG", "2026/x.jpg", "2026/z.txt");
    }

    @Test
    void readsAPatternInThePathUnlessAFileHasThatName() throws IOException {
        touch("2026/x.jpg", "2026/x.txt", "2025/y.jpg", "[a]/z.jpg");
        NameRule usual = new NameRule("*.{jpg,png}", false);

        assertThat(names(folder + "/202*/*", usual)).containsExactly("y.jpg", "x.jpg");
        assertThat(names(folder + "/**/2026/*.txt", usual)).containsExactly("x.txt");
        assertThat(names(folder + "/[a]", usual)).containsExactly("z.jpg");
        assertThat(names(folder + "/**/*", NameRule.given("x*"))).containsExactly("x.jpg", "x.txt");
    }

    /** Its own path does not match, so that it is listed under that of the link. */
    @Test
    void followsALinkThatThePatternAsksFor() throws IOException {
        touch("pool/x.jpg");
        Files.createDirectory(folder.resolve("a"));
        Files.createSymbolicLink(folder.resolve("a/2026"), folder.resolve("pool"));

        assertThat(list("*/2026/*.jpg")).containsExactly("a/2026/x.jpg");
        assertThat(list("**/*.jpg")).containsExactly("pool/x.jpg");
        // Both paths match the one file, and only that of the link matches the other.
        touch("b/x/f.jpg", "b/x/y/g.jpg");
        Files.createSymbolicLink(folder.resolve("b/b"), folder.resolve("b/x"));
        assertThat(list("**/b/?/*.jpg")).containsExactly("b/b/y/g.jpg", "b/x/f.jpg");
    }

    @Test
    void namesAFolderThatMayNotBeRead() throws IOException {
        touch("a/x.jpg", "b.jpg");
        assumeFalse(System.getProperty("user.name").equals("root"));
        Files.setPosixFilePermissions(folder.resolve("a"), Set.of());
        try {
            assertThat(list("*.jpg")).containsExactly("a", "b.jpg");
        } finally {
            Files.setPosixFilePermissions(
                    folder.resolve("a"), PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static List<String> names(String path, NameRule names) throws IOException {
        return all(
                        new FolderListing(
                                new MediaPath(path),
                                names,
                                LinkRule.WITHIN_FOLDER,
                                FileFilter.ALL,
                                List.of(),
                                false))
                .stream()
                .map(ListedFile::name)
                .toList();
    }

    private static List<ListedFile> all(Listing listing) throws IOException {
        return rest(listing, "");
    }

    private static List<ListedFile> rest(Listing listing, String position) throws IOException {
        List<ListedFile> files = new ArrayList<>();
        try (FileStream stream = listing.after(position)) {
            for (ListedFile file = stream.next(); file != null; file = stream.next()) {
                files.add(file);
            }
        }
        return files;
    }

    private void touch(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    private List<String> list(String glob) throws IOException {
        return all(listing(folder, glob)).stream()
                .map(file -> Path.of(file.path().toUri().getPath()))
                .map(file -> folder.relativize(file).toString())
                .toList();
    }

    private static FolderListing listing(Path folder, String glob) {
        return listing(folder, glob, LinkRule.WITHIN_FOLDER);
    }

    private static FolderListing listing(Path folder, String glob, LinkRule links) {
        return new FolderListing(
                new MediaPath(folder.toString()),
                NameRule.given(glob),
                links,
                FileFilter.ALL,
                List.of(),
                false);
    }
}
