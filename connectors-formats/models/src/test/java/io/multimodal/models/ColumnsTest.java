// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.multimodal.media.tensor.TensorData;
import io.multimodal.models.internal.onnx.ModelFile;
import io.multimodal.models.internal.onnx.OnnxSession;
import io.multimodal.models.spi.Device;
import io.multimodal.models.spi.ModelBinding;
import io.multimodal.models.spi.ModelColumn;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelSignature;
import io.multimodal.models.spi.RunSettings;
import io.multimodal.store.Payload;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.DType;
import io.multimodal.types.MultimodalTypes;
import io.multimodal.types.Tensor;
import io.multimodal.types.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Models over tensors, arrays and numbers, against what ONNX Runtime's Python package says of the
 * same rows; made by {@code columns/generate.py}.
 */
class ColumnsTest {
    private static final float[] ROW = {0.5f, -2, 3.25f};

    private static ColumnModels models;

    @BeforeAll
    static void open() throws Exception {
        models = new ColumnModels();
    }

    @ParameterizedTest
    @CsvSource({"float", "double", "float16", "fixed_4", "no_batch"})
    void takesArraysOfFloats(String model) throws Exception {
        for (RowData row : models.infer(model, floats(), rows(6, ROW))) {
            assertValues(row.getArray(0), model);
        }
    }

    @ParameterizedTest
    @CsvSource({"int64", "int8", "uint8", "bool"})
    void takesArraysOfIntegersAndTruths(String model) throws Exception {
        Object array =
                switch (model) {
                    case "uint8" -> new int[] {2, 3, 250};
                    case "bool" -> new boolean[] {true, false, true};
                    default -> new int[] {2, -3, 5};
                };
        DataType type = model.equals("bool") ? DataTypes.BOOLEAN() : DataTypes.INT();
        List<ModelColumn> columns = List.of(column("x", DataTypes.ARRAY(type)));
        RowData row = GenericRowData.of(array(array));
        assertValues(models.infer(model, columns, List.of(row)).get(0).getArray(0), model);
    }

    /** The model takes two rows; for more it asks for more memory than there is. */
    @Test
    void aBatchForWhichOnnxRuntimeFindsNoMemoryIsRunInParts() throws Exception {
        try (ModelFile file =
                ModelFiles.read(
                        ColumnModels.file("two_rows.onnx").toString(),
                        StoreConfig.of(models.store()))) {
            ModelSignature signature = OnnxSession.signatureOf(file);
            ModelBinding binding =
                    new ModelBinding(
                            signature.inputs(), ModelBinding.ANY, signature.outputs(), List.of());
            RunSettings settings = new RunSettings(Device.CPU, 1, 1, 8, Duration.ZERO, 1 << 20);
            FloatBuffer input =
                    ByteBuffer.allocateDirect(8 * ROW.length * Float.BYTES)
                            .order(ByteOrder.nativeOrder())
                            .asFloatBuffer();
            try (OnnxSession session = OnnxSession.load(file, binding, settings)) {
                assertThatThrownBy(() -> session.run(input, new long[] {8, ROW.length}))
                        .isInstanceOfSatisfying(
                                ModelException.class,
                                e -> assertThat(e.isOutOfMemory()).as(e.getMessage()).isTrue());
            }
        }
        String[] together = {"batch.max-size", "8", "batch.max-wait", "10 s"};
        for (RowData row : models.infer("two_rows", floats(), List.of(), rows(8, ROW), together)) {
            assertValues(row.getArray(0), "two_rows");
        }
    }

    @Test
    void integersAreExact() throws Exception {
        List<ModelColumn> columns = List.of(column("x", DataTypes.BIGINT()));
        RowData row = GenericRowData.of((1L << 53) + 1);
        ArrayData sum = models.infer("exact", columns, List.of(row)).get(0).getArray(0);
        assertThat(Long.toString(sum.getLong(0))).isEqualTo(models.expected("exact", "y").get(0));
    }

    @ParameterizedTest
    @CsvSource({"float", "double", "float16", "fixed_4"})
    void takesTensors(String model) throws Exception {
        DataType declared = MultimodalTypes.tensor(DType.FLOAT32, 3);
        RowData row = GenericRowData.of(tensor(TensorData.of(ROW, 3)));
        List<RowData> rows = List.of(row, row, row, row, row);
        for (RowData output : models.infer(model, List.of(column("x", declared)), rows)) {
            assertValues(output.getArray(0), model);
        }
    }

    @Test
    void takesTensorsOfManyShapesAndOfTypesThatFloatsHold() throws Exception {
        TensorData halves = TensorData.zeros(DType.FLOAT16, 2, 3);
        float[] values = {0.5f, -2, 3.25f, 1, 2, 3};
        IntStream.range(0, 6).forEach(i -> halves.set(i, values[i]));
        List<ModelColumn> columns = List.of(column("x", MultimodalTypes.tensor()));
        List<RowData> rows =
                List.of(
                        GenericRowData.of(tensor(halves)),
                        GenericRowData.of(tensor(TensorData.of(values, 2, 3))),
                        GenericRowData.of(tensor(TensorData.of(ROW, 1, 3))));
        List<RowData> outputs = models.infer("matrix", columns, rows);
        assertValues(outputs.get(0).getArray(0), "matrix");
        assertValues(outputs.get(1).getArray(0), "matrix");
        assertThat(outputs.get(2).getArray(0).size()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"several", "several_fixed_4"})
    void severalColumnsFeedSeveralInputsAndOutputsBecomeWhatIsDeclared(String model)
            throws Exception {
        List<ModelColumn> columns =
                List.of(
                        column("flag", DataTypes.BOOLEAN()),
                        column("a", DataTypes.ARRAY(DataTypes.DOUBLE())),
                        column("b", DataTypes.TINYINT()));
        List<ModelColumn> outputs =
                List.of(
                        column("y", MultimodalTypes.tensor(DType.FLOAT32, 3)),
                        column("s", DataTypes.FLOAT()),
                        column("best", DataTypes.BIGINT()));
        RowData row = GenericRowData.of(true, array(new double[] {0.5, -2, 3.25}), (byte) 7);
        List<RowData> rows =
                models.infer(
                        model,
                        columns,
                        outputs,
                        List.of(row, row, row, row, row),
                        "input.flag",
                        "c");
        for (RowData output : rows) {
            Tensor tensor = TensorType.TYPE.fromRowData(output.getRow(0, 3));
            assertThat(tensor.shape()).containsExactly(3L);
            float[] values = new float[3];
            models.read(tensor).floats().get(values);
            assertValues(new GenericArrayData(values), model);
            assertThat(Float.toString(output.getFloat(1)))
                    .isEqualTo(models.expected(model, "s").get(0));
            assertThat(Long.toString(output.getLong(2)))
                    .isEqualTo(models.expected(model, "best").get(0));
        }
    }

    @Test
    void aModelOfWhichOneInputHasNoBatchRunsRowByRow() throws Exception {
        List<ModelColumn> columns =
                List.of(
                        column("a", DataTypes.ARRAY(DataTypes.FLOAT())),
                        column("k", DataTypes.INT()));
        List<RowData> rows =
                List.of(GenericRowData.of(array(ROW), 4), GenericRowData.of(array(ROW), 1));
        List<RowData> outputs = models.infer("mixed_batch", columns, rows);
        assertValues(outputs.get(0).getArray(0), "mixed_batch");
        assertThat(outputs.get(1).getArray(0).toFloatArray()).containsExactly(ROW);
    }

    @Test
    void classifiesArrays() throws Exception {
        RowData row =
                models.inferAs(
                                "classification",
                                "softmax",
                                floats(),
                                List.of(),
                                rows(1, ROW),
                                "labels",
                                "r,g,b")
                        .get(0);
        assertThat(row.getString(0)).hasToString("b");
        assertThat((double) row.getFloat(1))
                .isCloseTo(
                        Double.parseDouble(models.expected("softmax", "p").get(2)), within(1e-5));
    }

    /** The content of each column is in the key: rows that differ in one have other results. */
    @Test
    void remembersByTheContentOfEveryColumn() throws Exception {
        List<ModelColumn> columns =
                List.of(
                        column("a", DataTypes.ARRAY(DataTypes.FLOAT())),
                        column("k", DataTypes.INT()));
        List<RowData> rows =
                List.of(
                        GenericRowData.of(array(ROW), 2),
                        GenericRowData.of(array(ROW), 3),
                        GenericRowData.of(array(new float[] {1, -2, 3.25f}), 3),
                        GenericRowData.of(array(ROW), 2));
        for (int run = 0; run < 2; run++) {
            List<RowData> outputs =
                    models.infer("mixed_batch", columns, List.of(), rows, "cache", "true");
            assertThat(outputs.stream().map(row -> row.getArray(0).getFloat(0)))
                    .containsExactly(1f, 1.5f, 3f, 1f);
        }
    }

    @Test
    void aRowThatDoesNotFitFailsAlone() throws Exception {
        List<RowData> rows =
                List.of(
                        GenericRowData.of(array(ROW)),
                        GenericRowData.of(array(new float[] {1, 2})),
                        GenericRowData.of(new GenericArrayData(new Object[] {1f, null, 2f})),
                        GenericRowData.of(array(new float[0])),
                        GenericRowData.of(array(ROW)),
                        GenericRowData.of((Object) null));
        List<RowData> outputs = models.infer("float", floats(), rows);
        assertThat(outputs.stream().map(row -> row.isNullAt(0)))
                .containsExactly(false, true, true, true, false, true);
        List<ModelColumn> tensors = List.of(column("x", MultimodalTypes.tensor()));
        List<RowData> tensorRows =
                List.of(
                        GenericRowData.of(tensor(TensorData.of(new float[2], 2))),
                        GenericRowData.of(tensor(TensorData.of(ROW, 3))));
        assertThat(models.infer("float", tensors, tensorRows).stream().map(row -> row.isNullAt(0)))
                .containsExactly(true, false);
        List<ModelColumn> ints = List.of(column("x", DataTypes.ARRAY(DataTypes.INT())));
        RowData tooLarge = GenericRowData.of(array(new int[] {1, 2, 128}));
        assertThat(models.infer("int8", ints, List.of(tooLarge)).get(0).isNullAt(0)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "float | ARRAY<STRING> | it takes IMAGE, ",
                "int64 | ARRAY<FLOAT> | The column x ARRAY<FLOAT> cannot feed the model's input x INT64[?, 3]: its elements would lose their fractions",
                "float | FLOAT | The column x FLOAT cannot feed the model's input x FLOAT[?, 3]: a number is one element",
                "float | TENSOR4 | TENSOR('float32', 4) cannot feed the model's input x FLOAT[?, 3]: their lengths differ",
                "int64 | TENSOR3 | its elements would lose their fractions",
                "fixed_4 | TENSOR | whose first dimension may be a batch or not; declare the shape of a row",
                "several | ARRAY<FLOAT> | The model's inputs [a FLOAT[?, 3], b INT64[?, 1], c BOOL[?, 1]] are fed by no column",
            })
    void refusesColumnsThatCannotFeedTheModel(String model, String type, String message) {
        DataType of =
                switch (type) {
                    case "ARRAY<STRING>" -> DataTypes.ARRAY(DataTypes.STRING());
                    case "FLOAT" -> DataTypes.FLOAT();
                    case "TENSOR" -> MultimodalTypes.tensor();
                    case "TENSOR3" -> MultimodalTypes.tensor(DType.FLOAT32, 3);
                    case "TENSOR4" -> MultimodalTypes.tensor(DType.FLOAT32, 4);
                    default -> DataTypes.ARRAY(DataTypes.FLOAT());
                };
        assertThatThrownBy(() -> models.plan("tensor", model, List.of(column("x", of)), List.of()))
                .hasMessageContaining(message);
    }

    @Test
    void refusesOptionsThatNameNoInputAndOutputsThatDoNotFit() {
        assertThatThrownBy(
                        () -> models.plan("tensor", "float", floats(), List.of(), "input.x", "z"))
                .hasMessage(
                        "The option 'input.x' names 'z', but the model's inputs are [x FLOAT[?, 3]]");
        List<ModelColumn> tensor = List.of(column("t", MultimodalTypes.tensor(DType.FLOAT32, 4)));
        assertThatThrownBy(() -> models.plan("tensor", "float", floats(), tensor))
                .hasMessageContaining("cannot hold the model's output y FLOAT[?, 3]");
        List<ModelColumn> number = List.of(column("t", DataTypes.FLOAT()));
        assertThatThrownBy(() -> models.plan("tensor", "float", floats(), number))
                .hasMessageContaining("takes one element, but the model's output is y FLOAT[?, 3]");
    }

    private static ModelColumn column(String name, DataType type) {
        return new ModelColumn(name, type.getLogicalType());
    }

    private static List<ModelColumn> floats() {
        return List.of(column("x", DataTypes.ARRAY(DataTypes.FLOAT())));
    }

    private static List<RowData> rows(int count, float... values) {
        return IntStream.range(0, count)
                .<RowData>mapToObj(i -> GenericRowData.of(array(values)))
                .toList();
    }

    private static GenericArrayData array(Object values) {
        if (values instanceof float[] floats) {
            return new GenericArrayData(floats);
        } else if (values instanceof double[] doubles) {
            return new GenericArrayData(doubles);
        } else if (values instanceof boolean[] truths) {
            return new GenericArrayData(truths);
        }
        return new GenericArrayData((int[]) values);
    }

    private static RowData tensor(TensorData data) throws Exception {
        ObjectRef reference = models.put(Payload.of(data.object()));
        return TensorType.TYPE.toRowData(Tensor.of(reference, data.dtype(), data.shape()));
    }

    private static void assertValues(ArrayData observed, String model) {
        List<String> expected = models.expected(model, "y");
        for (int i = 0; i < observed.size(); i++) {
            assertThat((double) observed.getFloat(i))
                    .isCloseTo(Double.parseDouble(expected.get(i)), within(1e-3));
        }
        assertThat(observed.size()).isPositive();
    }
}
