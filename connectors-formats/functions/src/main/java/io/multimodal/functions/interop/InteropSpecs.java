// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.interop;

import static io.multimodal.functions.spec.FunctionSpec.lazy;
import static io.multimodal.functions.spec.FunctionSpec.reading;
import static io.multimodal.types.failure.ErrorCode.CORRUPT;
import static io.multimodal.types.failure.ErrorCode.REFUSED;
import static org.apache.flink.table.api.DataTypes.BYTES;
import static org.apache.flink.table.api.DataTypes.STRING;

import io.multimodal.functions.spec.Call;
import io.multimodal.functions.spec.FunctionSpec;
import io.multimodal.store.Payload;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.types.MediaFile;
import io.multimodal.types.MultimodalTypes;
import io.multimodal.types.interop.BigQueryObjectRef;
import io.multimodal.types.interop.FileStruct;
import io.multimodal.types.interop.HudiBlob;
import io.multimodal.types.interop.HuggingFaceStruct;
import io.multimodal.types.interop.LanceBlob;
import io.multimodal.types.interop.PaimonBlob;
import java.io.IOException;
import java.util.List;
import org.apache.flink.table.types.DataType;
import org.apache.flink.types.Row;

/**
 * To and from the layouts of other systems. No byte of an object is read or copied, but where a
 * struct holds the bytes themselves: those are put into the store.
 */
public final class InteropSpecs {
    private static final String OUTSIDE_ONLY =
            " Only what lies outside every store has a place that others can read.";
    private static final String VERIFIED_LATER =
            " Nothing is read: what the layout does not hold is NULL, and the place is looked at when it is first read.";

    private static final String GOOGLE =
            " BigQuery names objects by `gs://` URIs, which can be written back but not read here: reading one fails with `REFUSED`. To read an object, make a FILE of its `https://storage.googleapis.com/BUCKET/NAME`.";

    private InteropSpecs() {}

    /** In the order of the documentation. */
    public static List<FunctionSpec> all() {
        return List.of(
                from("PAIMON_BLOB", BYTES(), "Paimon's `BlobDescriptor`, version 1 or 2")
                        .example("FROM_PAIMON_BLOB(TO_PAIMON_BLOB(outside)).size", "8126")
                        .implementation(call -> file(PaimonBlob.read(call.bytes(0)))),
                to("PAIMON_BLOB", BYTES(), "Paimon's `BlobDescriptor`, version 2")
                        .example(
                                "TO_PAIMON_BLOB(FROM_PAIMON_BLOB(TO_PAIMON_BLOB(outside))) = TO_PAIMON_BLOB(outside)",
                                "true")
                        .implementation(call -> PaimonBlob.write(call.media(0).reference())),
                reading("FROM_HUDI_BLOB")
                        .description(
                                "The FILE of Hudi's blob struct; the bytes of an `INLINE` one are put into the store.")
                        .argument("blob", HudiBlob.dataType(), "the struct")
                        .returns(MultimodalTypes.file())
                        .fails(CORRUPT, REFUSED)
                        .example("FROM_HUDI_BLOB(TO_HUDI_BLOB(outside)).size", "8126")
                        .implementation(call -> ofHudi(call, call.row(0, HudiBlob.dataType()))),
                to("HUDI_BLOB", HudiBlob.dataType(), "Hudi's blob struct, `OUT_OF_LINE`")
                        .example("TO_HUDI_BLOB(outside).type", "OUT_OF_LINE")
                        .implementation(call -> HudiBlob.write(call.media(0).reference())),
                from(
                                "FILE_STRUCT",
                                FileStruct.dataType(),
                                "the FILE struct of Spark, Databricks and Parquet's draft")
                        .example(
                                "FROM_FILE_STRUCT(TO_FILE_STRUCT(outside)).content_type",
                                "image/png")
                        .implementation(
                                call -> FileStruct.read(call.row(0, FileStruct.dataType()))),
                to(
                                "FILE_STRUCT",
                                FileStruct.dataType(),
                                "the FILE struct of Spark, Databricks and Parquet's draft")
                        .example("TO_FILE_STRUCT(outside).size", "8126")
                        .implementation(call -> FileStruct.write(call.file(0))),
                from(
                                "LANCE_BLOB",
                                LanceBlob.dataType(),
                                "the descriptor that a scan of Lance gives")
                        .example(
                                "FROM_LANCE_BLOB(CAST(ROW(3, 16, 300, 0, 's3://photos/all.bin') AS ROW<kind SMALLINT, `position` BIGINT, size BIGINT, blob_id BIGINT, blob_uri STRING>)).size",
                                "300")
                        .implementation(
                                call -> file(LanceBlob.read(call.row(0, LanceBlob.dataType())))),
                to("LANCE_BLOB", LanceBlob.writtenType(), "the struct that Lance's writer takes")
                        .example("TO_LANCE_BLOB(outside).uri = uri", "true")
                        .implementation(call -> LanceBlob.write(call.media(0).reference())),
                from("BIGQUERY_OBJECT_REF", STRING(), "the JSON of BigQuery's `ObjectRef`", GOOGLE)
                        .example(
                                "FROM_BIGQUERY_OBJECT_REF('{\"uri\":\"gs://photos/1.jpg\"}').size IS NULL",
                                "true")
                        .implementation(call -> file(BigQueryObjectRef.read(call.text(0)))),
                lazy("TO_BIGQUERY_OBJECT_REF")
                        .description(
                                "Writes a value as the JSON of BigQuery's `ObjectRef`."
                                        + OUTSIDE_ONLY)
                        .mediaArgument("x", "the value")
                        .argument("authorizer", STRING(), "the connection, `project.region.name`")
                        .returns(STRING())
                        .fails(REFUSED)
                        .example(
                                "TO_BIGQUERY_OBJECT_REF(outside, 'p.us.c') LIKE '%\"authorizer\":\"p.us.c\"%'",
                                "true")
                        .implementation(
                                call ->
                                        BigQueryObjectRef.write(
                                                call.media(0).reference(), call.text(1))),
                reading("FROM_HUGGING_FACE")
                        .description(
                                "The FILE of the struct of Hugging Face's Image, Audio and Video features; bytes in it are put into the store.")
                        .argument("struct", HuggingFaceStruct.dataType(), "`bytes` or a `path`")
                        .returns(MultimodalTypes.file())
                        .fails(CORRUPT, REFUSED)
                        .example("FROM_HUGGING_FACE(ROW(png, 'cat.png')).size", "8126")
                        .implementation(
                                call ->
                                        ofHuggingFace(
                                                call, call.row(0, HuggingFaceStruct.dataType()))),
                to(
                                "HUGGING_FACE",
                                HuggingFaceStruct.dataType(),
                                "the struct of Hugging Face's features, with a path")
                        .example("TO_HUGGING_FACE(outside).path = uri", "true")
                        .implementation(
                                call -> HuggingFaceStruct.write(call.media(0).reference())));
    }

    private static FunctionSpec.Builder from(String layout, DataType type, String what) {
        return from(layout, type, what, "");
    }

    private static FunctionSpec.Builder from(
            String layout, DataType type, String what, String more) {
        return lazy("FROM_" + layout)
                .description("The FILE of " + what + "." + VERIFIED_LATER + more)
                .argument("x", type, what)
                .returns(MultimodalTypes.file())
                .fails(CORRUPT, REFUSED);
    }

    private static FunctionSpec.Builder to(String layout, DataType type, String what) {
        return lazy("TO_" + layout)
                .description("Writes a value as " + what + "." + OUTSIDE_ONLY)
                .mediaArgument("x", "the value")
                .returns(type)
                .fails(REFUSED);
    }

    private static MediaFile file(ExternalRef place) {
        Long size = place.sizeBytes().isPresent() ? place.sizeBytes().getAsLong() : null;
        return MediaFile.of(place, null, size);
    }

    private static MediaFile ofHudi(Call call, Row blob) throws IOException {
        return blob.getField(2) == null && blob.getField(1) instanceof byte[] bytes
                ? put(call, bytes)
                : file(HudiBlob.read(blob));
    }

    private static MediaFile ofHuggingFace(Call call, Row struct) throws IOException {
        return struct.getField(0) instanceof byte[] bytes
                ? put(call, bytes)
                : file(HuggingFaceStruct.read(struct));
    }

    private static MediaFile put(Call call, byte[] bytes) throws IOException {
        return MediaFile.of(
                call.media().stores().put(Payload.of(bytes)), null, (long) bytes.length);
    }
}
