// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions;

import org.apache.flink.table.api.ApiExpression;

/**
 * All functions for the Table API; docs/functions.md says what they do. Arguments are expressions,
 * or values that Flink makes literals of. Made by GeneratedFilesTest; see there how.
 *
 * <pre>{@code
 * photos.select(imageResize($("img"), 224, 224))
 * }</pre>
 */
public final class MultimodalFunctions {
    private MultimodalFunctions() {}

    /** {@code TO_IMAGE}. */
    public static ApiExpression toImage(Object bytes) {
        return TableApiCall.of("TO_IMAGE", bytes);
    }

    /** {@code TRY_TO_IMAGE}. */
    public static ApiExpression tryToImage(Object bytes) {
        return TableApiCall.of("TRY_TO_IMAGE", bytes);
    }

    /** {@code TO_TENSOR}. */
    public static ApiExpression toTensor(Object bytes) {
        return TableApiCall.of("TO_TENSOR", bytes);
    }

    /** {@code TO_TENSOR}. */
    public static ApiExpression toTensor(Object bytes, Object dtype) {
        return TableApiCall.of("TO_TENSOR", bytes, dtype);
    }

    /** {@code TO_TENSOR}. */
    public static ApiExpression toTensor(Object bytes, Object dtype, Object shape) {
        return TableApiCall.of("TO_TENSOR", bytes, dtype, shape);
    }

    /** {@code TRY_TO_TENSOR}. */
    public static ApiExpression tryToTensor(Object bytes) {
        return TableApiCall.of("TRY_TO_TENSOR", bytes);
    }

    /** {@code TRY_TO_TENSOR}. */
    public static ApiExpression tryToTensor(Object bytes, Object dtype) {
        return TableApiCall.of("TRY_TO_TENSOR", bytes, dtype);
    }

    /** {@code TRY_TO_TENSOR}. */
    public static ApiExpression tryToTensor(Object bytes, Object dtype, Object shape) {
        return TableApiCall.of("TRY_TO_TENSOR", bytes, dtype, shape);
    }

    /** {@code TO_FILE}. */
    public static ApiExpression toFile(Object bytes) {
        return TableApiCall.of("TO_FILE", bytes);
    }

    /** {@code TRY_TO_FILE}. */
    public static ApiExpression tryToFile(Object bytes) {
        return TableApiCall.of("TRY_TO_FILE", bytes);
    }

    /** {@code IMAGE_FROM_URI}. */
    public static ApiExpression imageFromUri(Object uri) {
        return TableApiCall.of("IMAGE_FROM_URI", uri);
    }

    /** {@code TRY_IMAGE_FROM_URI}. */
    public static ApiExpression tryImageFromUri(Object uri) {
        return TableApiCall.of("TRY_IMAGE_FROM_URI", uri);
    }

    /** {@code TENSOR_FROM_URI}. */
    public static ApiExpression tensorFromUri(Object uri) {
        return TableApiCall.of("TENSOR_FROM_URI", uri);
    }

    /** {@code TRY_TENSOR_FROM_URI}. */
    public static ApiExpression tryTensorFromUri(Object uri) {
        return TableApiCall.of("TRY_TENSOR_FROM_URI", uri);
    }

    /** {@code FILE_FROM_URI}. */
    public static ApiExpression fileFromUri(Object uri) {
        return TableApiCall.of("FILE_FROM_URI", uri);
    }

    /** {@code TRY_FILE_FROM_URI}. */
    public static ApiExpression tryFileFromUri(Object uri) {
        return TableApiCall.of("TRY_FILE_FROM_URI", uri);
    }

    /** {@code AS_IMAGE}. */
    public static ApiExpression asImage(Object x) {
        return TableApiCall.of("AS_IMAGE", x);
    }

    /** {@code TRY_AS_IMAGE}. */
    public static ApiExpression tryAsImage(Object x) {
        return TableApiCall.of("TRY_AS_IMAGE", x);
    }

    /** {@code AS_TENSOR}. */
    public static ApiExpression asTensor(Object x) {
        return TableApiCall.of("AS_TENSOR", x);
    }

    /** {@code TRY_AS_TENSOR}. */
    public static ApiExpression tryAsTensor(Object x) {
        return TableApiCall.of("TRY_AS_TENSOR", x);
    }

    /** {@code CONTENT}. */
    public static ApiExpression content(Object x) {
        return TableApiCall.of("CONTENT", x);
    }

    /** {@code TRY_CONTENT}. */
    public static ApiExpression tryContent(Object x) {
        return TableApiCall.of("TRY_CONTENT", x);
    }

    /** {@code OBJECT_URI}. */
    public static ApiExpression objectUri(Object x) {
        return TableApiCall.of("OBJECT_URI", x);
    }

    /** {@code TRY_OBJECT_URI}. */
    public static ApiExpression tryObjectUri(Object x) {
        return TableApiCall.of("TRY_OBJECT_URI", x);
    }

    /** {@code CHECKSUM}. */
    public static ApiExpression checksum(Object x) {
        return TableApiCall.of("CHECKSUM", x);
    }

    /** {@code TRY_CHECKSUM}. */
    public static ApiExpression tryChecksum(Object x) {
        return TableApiCall.of("TRY_CHECKSUM", x);
    }

    /** {@code METADATA}. */
    public static ApiExpression metadata(Object x) {
        return TableApiCall.of("METADATA", x);
    }

    /** {@code TRY_METADATA}. */
    public static ApiExpression tryMetadata(Object x) {
        return TableApiCall.of("TRY_METADATA", x);
    }

    /** {@code PRESIGNED_URL}. */
    public static ApiExpression presignedUrl(Object x, Object seconds) {
        return TableApiCall.of("PRESIGNED_URL", x, seconds);
    }

    /** {@code TRY_PRESIGNED_URL}. */
    public static ApiExpression tryPresignedUrl(Object x, Object seconds) {
        return TableApiCall.of("TRY_PRESIGNED_URL", x, seconds);
    }

    /** {@code MATERIALIZE}. */
    public static ApiExpression materialize(Object x) {
        return TableApiCall.of("MATERIALIZE", x);
    }

    /** {@code TRY_MATERIALIZE}. */
    public static ApiExpression tryMaterialize(Object x) {
        return TableApiCall.of("TRY_MATERIALIZE", x);
    }

    /** {@code MEDIA_ERROR}. */
    public static ApiExpression mediaError(Object x) {
        return TableApiCall.of("MEDIA_ERROR", x);
    }

    /** {@code TRY_MEDIA_ERROR}. */
    public static ApiExpression tryMediaError(Object x) {
        return TableApiCall.of("TRY_MEDIA_ERROR", x);
    }

    /** {@code IMAGE_CROP}. */
    public static ApiExpression imageCrop(
            Object img, Object x, Object y, Object width, Object height) {
        return TableApiCall.of("IMAGE_CROP", img, x, y, width, height);
    }

    /** {@code IMAGE_CROP}. */
    public static ApiExpression imageCrop(
            Object img, Object x, Object y, Object width, Object height, Object angle) {
        return TableApiCall.of("IMAGE_CROP", img, x, y, width, height, angle);
    }

    /** {@code TRY_IMAGE_CROP}. */
    public static ApiExpression tryImageCrop(
            Object img, Object x, Object y, Object width, Object height) {
        return TableApiCall.of("TRY_IMAGE_CROP", img, x, y, width, height);
    }

    /** {@code TRY_IMAGE_CROP}. */
    public static ApiExpression tryImageCrop(
            Object img, Object x, Object y, Object width, Object height, Object angle) {
        return TableApiCall.of("TRY_IMAGE_CROP", img, x, y, width, height, angle);
    }

    /** {@code IMAGE_RESIZE}. */
    public static ApiExpression imageResize(Object img, Object width, Object height) {
        return TableApiCall.of("IMAGE_RESIZE", img, width, height);
    }

    /** {@code TRY_IMAGE_RESIZE}. */
    public static ApiExpression tryImageResize(Object img, Object width, Object height) {
        return TableApiCall.of("TRY_IMAGE_RESIZE", img, width, height);
    }

    /** {@code IMAGE_ROTATE}. */
    public static ApiExpression imageRotate(Object img, Object degrees) {
        return TableApiCall.of("IMAGE_ROTATE", img, degrees);
    }

    /** {@code TRY_IMAGE_ROTATE}. */
    public static ApiExpression tryImageRotate(Object img, Object degrees) {
        return TableApiCall.of("TRY_IMAGE_ROTATE", img, degrees);
    }

    /** {@code FROM_PAIMON_BLOB}. */
    public static ApiExpression fromPaimonBlob(Object x) {
        return TableApiCall.of("FROM_PAIMON_BLOB", x);
    }

    /** {@code TRY_FROM_PAIMON_BLOB}. */
    public static ApiExpression tryFromPaimonBlob(Object x) {
        return TableApiCall.of("TRY_FROM_PAIMON_BLOB", x);
    }

    /** {@code TO_PAIMON_BLOB}. */
    public static ApiExpression toPaimonBlob(Object x) {
        return TableApiCall.of("TO_PAIMON_BLOB", x);
    }

    /** {@code TRY_TO_PAIMON_BLOB}. */
    public static ApiExpression tryToPaimonBlob(Object x) {
        return TableApiCall.of("TRY_TO_PAIMON_BLOB", x);
    }

    /** {@code FROM_HUDI_BLOB}. */
    public static ApiExpression fromHudiBlob(Object blob) {
        return TableApiCall.of("FROM_HUDI_BLOB", blob);
    }

    /** {@code TRY_FROM_HUDI_BLOB}. */
    public static ApiExpression tryFromHudiBlob(Object blob) {
        return TableApiCall.of("TRY_FROM_HUDI_BLOB", blob);
    }

    /** {@code TO_HUDI_BLOB}. */
    public static ApiExpression toHudiBlob(Object x) {
        return TableApiCall.of("TO_HUDI_BLOB", x);
    }

    /** {@code TRY_TO_HUDI_BLOB}. */
    public static ApiExpression tryToHudiBlob(Object x) {
        return TableApiCall.of("TRY_TO_HUDI_BLOB", x);
    }

    /** {@code FROM_FILE_STRUCT}. */
    public static ApiExpression fromFileStruct(Object x) {
        return TableApiCall.of("FROM_FILE_STRUCT", x);
    }

    /** {@code TRY_FROM_FILE_STRUCT}. */
    public static ApiExpression tryFromFileStruct(Object x) {
        return TableApiCall.of("TRY_FROM_FILE_STRUCT", x);
    }

    /** {@code TO_FILE_STRUCT}. */
    public static ApiExpression toFileStruct(Object x) {
        return TableApiCall.of("TO_FILE_STRUCT", x);
    }

    /** {@code TRY_TO_FILE_STRUCT}. */
    public static ApiExpression tryToFileStruct(Object x) {
        return TableApiCall.of("TRY_TO_FILE_STRUCT", x);
    }

    /** {@code FROM_LANCE_BLOB}. */
    public static ApiExpression fromLanceBlob(Object x) {
        return TableApiCall.of("FROM_LANCE_BLOB", x);
    }

    /** {@code TRY_FROM_LANCE_BLOB}. */
    public static ApiExpression tryFromLanceBlob(Object x) {
        return TableApiCall.of("TRY_FROM_LANCE_BLOB", x);
    }

    /** {@code TO_LANCE_BLOB}. */
    public static ApiExpression toLanceBlob(Object x) {
        return TableApiCall.of("TO_LANCE_BLOB", x);
    }

    /** {@code TRY_TO_LANCE_BLOB}. */
    public static ApiExpression tryToLanceBlob(Object x) {
        return TableApiCall.of("TRY_TO_LANCE_BLOB", x);
    }

    /** {@code FROM_BIGQUERY_OBJECT_REF}. */
    public static ApiExpression fromBigqueryObjectRef(Object x) {
        return TableApiCall.of("FROM_BIGQUERY_OBJECT_REF", x);
    }

    /** {@code TRY_FROM_BIGQUERY_OBJECT_REF}. */
    public static ApiExpression tryFromBigqueryObjectRef(Object x) {
        return TableApiCall.of("TRY_FROM_BIGQUERY_OBJECT_REF", x);
    }

    /** {@code TO_BIGQUERY_OBJECT_REF}. */
    public static ApiExpression toBigqueryObjectRef(Object x, Object authorizer) {
        return TableApiCall.of("TO_BIGQUERY_OBJECT_REF", x, authorizer);
    }

    /** {@code TRY_TO_BIGQUERY_OBJECT_REF}. */
    public static ApiExpression tryToBigqueryObjectRef(Object x, Object authorizer) {
        return TableApiCall.of("TRY_TO_BIGQUERY_OBJECT_REF", x, authorizer);
    }

    /** {@code FROM_HUGGING_FACE}. */
    public static ApiExpression fromHuggingFace(Object struct) {
        return TableApiCall.of("FROM_HUGGING_FACE", struct);
    }

    /** {@code TRY_FROM_HUGGING_FACE}. */
    public static ApiExpression tryFromHuggingFace(Object struct) {
        return TableApiCall.of("TRY_FROM_HUGGING_FACE", struct);
    }

    /** {@code TO_HUGGING_FACE}. */
    public static ApiExpression toHuggingFace(Object x) {
        return TableApiCall.of("TO_HUGGING_FACE", x);
    }

    /** {@code TRY_TO_HUGGING_FACE}. */
    public static ApiExpression tryToHuggingFace(Object x) {
        return TableApiCall.of("TRY_TO_HUGGING_FACE", x);
    }
}
