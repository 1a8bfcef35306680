// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.testkit;

import io.multimodal.formats.container.ContainerFormatFactory;
import io.multimodal.formats.spi.ContainerFormat;
import io.multimodal.formats.spi.SampleColumn;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.config.MultimodalOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.apache.flink.connector.file.table.format.BulkDecodingFormat;
import org.apache.flink.core.fs.local.LocalDataOutputStream;
import org.apache.flink.table.connector.format.ProjectableDecodingFormat;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.util.InstantiationUtil;

/** Writes and reads the files of a format as a table does, also after the job was serialized. */
final class ContainerFiles {
    private final ContainerFormatFactory factory;
    private final Configuration options;
    private final DataType columns;
    private final int[] projection;
    private final Path folder;
    private final PlannedTable table;

    ContainerFiles(
            ContainerFormatFactory factory,
            Map<String, String> options,
            DataType columns,
            Path folder,
            Path store) {
        this(
                factory,
                Configuration.fromMap(options),
                columns,
                IntStream.range(0, columns.getChildren().size()).toArray(),
                folder,
                new PlannedTable(
                        Configuration.fromMap(
                                Map.of(
                                        "multimodal.stores.test.uri",
                                        store.toUri().toString(),
                                        "multimodal.external.files.prefix",
                                        folder.toUri().toString()))));
    }

    private ContainerFiles(
            ContainerFormatFactory factory,
            Configuration options,
            DataType columns,
            int[] projection,
            Path folder,
            PlannedTable table) {
        this.factory = factory;
        this.options = options;
        this.columns = columns;
        this.projection = projection;
        this.folder = folder;
        this.table = table;
    }

    /** The same files, of which these columns are read. */
    ContainerFiles only(int... read) {
        return new ContainerFiles(factory, options, columns, read, folder, table);
    }

    /** The same files, read in place. */
    ContainerFiles inPlace() {
        Configuration inPlace = options.clone();
        inPlace.setString("in-place", "true");
        return new ContainerFiles(factory, inPlace, columns, projection, folder, table);
    }

    ContainerFormat format() {
        return factory.format(options);
    }

    List<SampleColumn> sampleColumns() {
        return DataType.getFields(columns).stream()
                .map(
                        field ->
                                new SampleColumn(
                                        field.getName(), field.getDataType().getLogicalType()))
                .toList();
    }

    MultimodalConfig config() {
        return MultimodalOptions.resolve(table.configuration());
    }

    /** The file with these rows. */
    byte[] write(List<Object[]> rows) throws IOException {
        BulkWriter.Factory<RowData> writers =
                copy(
                        factory.createEncodingFormat(table, options)
                                .createRuntimeEncoder(new PlannedTable.Sink(), columns));
        Path file = folder.resolve("written");
        try (ExternalRows external = new ExternalRows(config(), columns);
                LocalDataOutputStream out = new LocalDataOutputStream(file.toFile())) {
            BulkWriter<RowData> writer = writers.create(out);
            for (Object[] row : rows) {
                writer.addElement(external.internal(row));
            }
            writer.finish();
        }
        return Files.readAllBytes(file);
    }

    /** The rows of a file as text. */
    List<String> read(byte[] file) throws IOException {
        List<String> rows = new ArrayList<>();
        readInto(rows, file);
        return rows;
    }

    /** Adds the rows until there is no more or one cannot be read. */
    void readInto(List<String> rows, byte[] file) throws IOException {
        read(null, file, rows, new ArrayList<>());
    }

    /** Where the samples end. */
    List<Long> ends(byte[] file) throws IOException {
        List<Long> ends = new ArrayList<>();
        read(null, file, new ArrayList<>(), ends);
        return ends;
    }

    /** The rows from where a sample ends on. */
    List<String> readFrom(long end, byte[] file) throws IOException {
        List<String> rows = new ArrayList<>();
        read(new CheckpointedPosition(end, 0), file, rows, new ArrayList<>());
        return rows;
    }

    @SuppressWarnings("unchecked") // Flink's own connector makes the same cast
    private BulkFormat<RowData, FileSourceSplit> bulkFormat() {
        BulkDecodingFormat<RowData> decoding = factory.createDecodingFormat(table, options);
        int[][] paths =
                Arrays.stream(projection).mapToObj(i -> new int[] {i}).toArray(int[][]::new);
        return copy(
                ((ProjectableDecodingFormat<BulkFormat<RowData, FileSourceSplit>>) decoding)
                        .createRuntimeDecoder(new PlannedTable.Source(), columns, paths));
    }

    private void read(CheckpointedPosition from, byte[] content, List<String> rows, List<Long> ends)
            throws IOException {
        Path file = Files.write(Files.createTempFile(folder, "read", ""), content);
        FileSourceSplit split =
                new FileSourceSplit(
                        "0",
                        new org.apache.flink.core.fs.Path(file.toUri()),
                        0,
                        content.length,
                        Files.getLastModifiedTime(file).toMillis(),
                        content.length,
                        new String[0],
                        from);
        BulkFormat<RowData, FileSourceSplit> format = bulkFormat();
        DataType read = org.apache.flink.table.connector.Projection.of(projection).project(columns);
        try (ExternalRows external = new ExternalRows(config(), read);
                BulkFormat.Reader<RowData> reader =
                        from == null
                                ? format.createReader(new Configuration(), split)
                                : format.restoreReader(new Configuration(), split)) {
            BulkFormat.RecordIterator<RowData> batch;
            while ((batch = reader.readBatch()) != null) {
                RecordAndPosition<RowData> row;
                while ((row = batch.next()) != null) {
                    rows.add(Arrays.deepToString(external.external(row.getRecord())));
                    ends.add(row.getOffset());
                }
                batch.releaseBatch();
            }
        }
    }

    private static <T extends java.io.Serializable> T copy(T of) {
        try {
            return InstantiationUtil.clone(of, of.getClass().getClassLoader());
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError("A format is serialized into jobs: " + of, e);
        }
    }
}
