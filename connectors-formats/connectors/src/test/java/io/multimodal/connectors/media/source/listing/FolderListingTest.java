// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    @Timeout(10)
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
    @Timeout(10)
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
        assertThat(listing(folder, "*.jpg").list()).allMatch(file -> file.sizeBytes() == 0);
        assertThat(listing(folder, "*.jpg", LinkRule.ANYWHERE).list())
                .extracting(ListedFile::name, ListedFile::sizeBytes)
                .containsExactly(tuple("file.jpg", 9L), tuple("secret.jpg", 9L));
    }

    @Test
    void looksAtFilesAgain() throws IOException {
        touch("stays.jpg", "grows.jpg", "goes.jpg");
        Files.createSymbolicLink(folder.resolve("nowhere.jpg"), Path.of("missing"));
        FolderListing listing = listing(folder, "*.jpg");
        List<ListedFile> listed = listing.list();
        Files.write(folder.resolve("grows.jpg"), new byte[5]);
        Files.delete(folder.resolve("goes.jpg"));

        assertThat(listing.again(listed))
                .extracting(ListedFile::name, ListedFile::sizeBytes)
                .containsExactly(
                        tuple("grows.jpg", 5L), tuple("nowhere.jpg", 0L), tuple("stays.jpg", 0L));
    }

    @Test
    @Timeout(10)
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

        assertThat(listing(folder.resolve("photo.dat"), "*.jpg").list()).hasSize(1);
    }

    @Test
    void namesAFolderThatIsNotThere() {
        assertThatThrownBy(() -> listing(folder.resolve("nothing"), "*").list())
                .hasMessageContaining(folder.resolve("nothing").toString())
                .hasMessageContaining("no such file or folder");
    }

    @Test
    void refusesAGlobThatIsNone() {
        assertThatThrownBy(() -> new FileNameGlob("*.{jpg"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("*.{jpg");
    }

    private void touch(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    private List<String> list(String glob) throws IOException {
        return listing(folder, glob).list().stream()
                .map(file -> Path.of(file.path().toUri().getPath()))
                .map(file -> folder.relativize(file).toString())
                .toList();
    }

    private static FolderListing listing(Path folder, String glob) {
        return listing(folder, glob, LinkRule.WITHIN_FOLDER);
    }

    private static FolderListing listing(Path folder, String glob, LinkRule links) {
        return new FolderListing(
                org.apache.flink.core.fs.Path.fromLocalFile(folder.toFile()),
                new FileNameGlob(glob),
                links,
                FileFilter.ALL);
    }
}
