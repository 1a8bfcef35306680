// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.spi;

import io.multimodal.annotation.Public;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.table.api.ValidationException;

/**
 * A format of files that hold samples, each with a field for each column. A subclass of {@link
 * io.multimodal.formats.container.ContainerFormatFactory}, named in {@code
 * META-INF/services/org.apache.flink.table.factories.Factory}, offers it to Flink.
 *
 * <p>Immutable and thread-safe. It is serialized into the jobs that use it, and may come from the
 * jar of a job.
 */
@Public
public interface ContainerFormat extends Serializable {
    /**
     * Checks the columns of a table that is read, when a query is planned. By default every column
     * is a medium, a text, bytes, a truth value or a number.
     *
     * @param columns all physical columns of the table
     * @throws ValidationException if the format has no such fields; the message names the column
     */
    default void checkRead(List<SampleColumn> columns) {
        columns.forEach(SampleColumn::check);
    }

    /**
     * Reads the samples from the position of the file on, which is its beginning or the {@link
     * Sample#end} of a sample. Blocks.
     *
     * @param file not closed by the reader
     * @param columns those that a query uses: the fields of the samples, in this order
     * @throws io.multimodal.types.failure.MediaException if the file is not of this format
     */
    SampleReader reader(SampleInput file, List<SampleColumn> columns) throws IOException;

    /**
     * As {@link #reader(SampleInput, List)}, for a query that asks for samples by texts: an index
     * of the format may lead to them. Other samples are left out by the caller, which is why by
     * default all are read. Blocks.
     *
     * @param texts those that a column may have, by its index in {@code columns}; a column that is
     *     not named may have any
     */
    default SampleReader reader(
            SampleInput file, List<SampleColumn> columns, Map<Integer, Set<String>> texts)
            throws IOException {
        return reader(file, columns);
    }

    /**
     * Whether files may be compressed as a whole, with gzip or zstd. Such a file is decompressed
     * into a temporary file before it is read. By default they are not.
     */
    default boolean mayBeCompressed() {
        return false;
    }

    /**
     * Checks the columns of a table that is written, when a statement is planned. By default the
     * format does not write.
     *
     * @param columns all physical columns of the table
     * @throws ValidationException if no file can be written with these columns
     */
    default void checkWritten(List<SampleColumn> columns) {
        throw new ValidationException(
                "This format reads files and does not write them; insert into a table of another format");
    }

    /**
     * Begins a file. Blocks.
     *
     * @param file not closed by the writer
     * @param columns all physical columns of the table
     */
    default SampleWriter writer(OutputStream file, List<SampleColumn> columns) throws IOException {
        throw new UnsupportedOperationException("This format does not write");
    }

    /**
     * The extension of the media format that a column is written in, such as {@code jpg}; empty if
     * its objects are written as they are.
     */
    default Optional<String> encoding(SampleColumn column) {
        return Optional.empty();
    }
}
