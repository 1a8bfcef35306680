// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.documents;

import static org.apache.flink.table.api.DataTypes.DOUBLE;
import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.INT;
import static org.apache.flink.table.api.DataTypes.ROW;
import static org.apache.flink.table.api.DataTypes.STRING;

import io.multimodal.annotation.Internal;
import io.multimodal.documents.pdf.PdfFile;
import io.multimodal.functions.spec.Allowed;
import io.multimodal.functions.spec.Call;
import io.multimodal.functions.spec.FunctionSpec;
import io.multimodal.functions.spi.FunctionFamily;
import io.multimodal.media.MediaRuntime;
import io.multimodal.media.content.ArrayHandle;
import io.multimodal.media.modality.ImageModality;
import io.multimodal.store.Payload;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.Image;
import io.multimodal.types.MultimodalTypes;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageOp;
import io.multimodal.types.program.ImageProgram;
import io.multimodal.types.program.ImageSize;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The functions over documents and texts. Stateless and thread-safe; calls block while they read.
 */
@Internal
public final class DocumentFunctions implements FunctionFamily {
    private static final int DEFAULT_DPI = 150;
    private static final int MAX_DPI = 2400;
    private static final String PAGE_BREAK = "\f";

    @Override
    public String title() {
        return "Documents and texts";
    }

    @Override
    public List<FunctionSpec> functions() {
        return Stream.concat(documents(), TextFunctions.all().stream()).toList();
    }

    private static Stream<FunctionSpec> documents() {
        return Stream.of(
                FunctionSpec.reading("DOCUMENT_TEXT")
                        .description(
                                "Returns the text of a PDF file in the order in which the file has it, with a form feed between pages. It is empty for pages that are pictures of text.")
                        .argument("doc", MultimodalTypes.file(), "the document")
                        .returns(STRING())
                        .fails(ErrorCode.EXPANDS_TOO_MUCH, ErrorCode.TIMED_OUT)
                        .example("DOCUMENT_TEXT(TO_FILE(pdf)) LIKE 'First page%'", "true")
                        .implementation(DocumentFunctions::text),
                FunctionSpec.reading("DOCUMENT_PAGES")
                        .description(
                                "Returns the pages of a PDF file: the number from 1, the width and height as displayed, in points of 1/72 inch, the text, which is empty where a page is a picture of text, and the page as an image, which is rendered where its pixels are needed. The image is NULL where a side would have more than 1,048,576 pixels.")
                        .argument("doc", MultimodalTypes.file(), "the document")
                        .optionalArgument(
                                "dpi",
                                INT(),
                                "pixels of the image per inch, 1 to 2400; 150 if left out",
                                Allowed.between(1, MAX_DPI))
                        .returnsRows(
                                ROW(
                                        FIELD("number", INT()),
                                        FIELD("width", DOUBLE()),
                                        FIELD("height", DOUBLE()),
                                        FIELD("text", STRING()),
                                        FIELD("page", MultimodalTypes.image())))
                        .fails(ErrorCode.EXPANDS_TOO_MUCH, ErrorCode.TIMED_OUT)
                        .example(
                                "DOCUMENT_PAGES(TO_FILE(pdf))",
                                "1, 300.0000, 200.0000, First page, IMAGE[width=625, height=416, mode=RGB]\n2, 200.0000, 300.0000, Second page, turned, IMAGE[width=416, height=625, mode=RGB]")
                        .implementation(DocumentFunctions::pages),
                FunctionSpec.reading("DOCUMENT_IMAGES")
                        .description(
                                "Returns the images on the pages of a PDF file, in the order in which they are drawn: the number of the page, the image, and its place on the page as displayed, in points from the upper left corner. A JPEG is put into the store as it is, unless the document changes its colours; other images are put there as PNG, with their transparency. An image that is drawn several times has several rows and is stored once.")
                        .argument("doc", MultimodalTypes.file(), "the document")
                        .returnsRows(
                                ROW(
                                        FIELD("page", INT()),
                                        FIELD("image", MultimodalTypes.image()),
                                        FIELD("x", DOUBLE()),
                                        FIELD("y", DOUBLE()),
                                        FIELD("width", DOUBLE()),
                                        FIELD("height", DOUBLE())))
                        .fails(
                                ErrorCode.EXPANDS_TOO_MUCH,
                                ErrorCode.TIMED_OUT,
                                ErrorCode.TOO_LARGE,
                                ErrorCode.TOO_MANY_PIXELS)
                        .example("DOCUMENT_IMAGES(TO_FILE(pdf))", "")
                        .implementation(DocumentFunctions::images));
    }

    private static String text(Call call) throws IOException, InvalidReferenceException {
        return open(call).pages().stream()
                .map(PdfFile.Page::text)
                .collect(Collectors.joining(PAGE_BREAK));
    }

    private static List<List<Object>> pages(Call call)
            throws IOException, InvalidReferenceException {
        List<List<Object>> rows = new ArrayList<>();
        for (PdfFile.Page page : open(call).pages()) {
            rows.add(
                    Arrays.asList(
                            page.number(),
                            page.box().width(),
                            page.box().height(),
                            page.text(),
                            image(call.file(0).reference(), page, call.integer(1, DEFAULT_DPI))));
        }
        return rows;
    }

    private static Image image(ObjectRef document, PdfFile.Page page, int dpi)
            throws MediaException {
        Optional<ImageSize> size = page.box().size(dpi);
        if (size.isEmpty()) {
            return null;
        }
        int width = size.get().width();
        int height = size.get().height();
        ObjectRef ref =
                ImageProgram.EMPTY
                        .then(new ImageOp.Page(page.number(), width, height))
                        .applyTo(document);
        return Image.of(ref, null, null, width, height, "RGB");
    }

    private static List<List<Object>> images(Call call)
            throws IOException, InvalidReferenceException {
        PdfFile document = open(call);
        call.admit(document.imageBytes());
        List<List<Object>> rows = new ArrayList<>();
        for (PdfFile.PlacedImage<Image> image :
                document.images(file -> stored(call.media(), file))) {
            Rectangle2D place = image.place();
            rows.add(
                    List.of(
                            image.page(),
                            image.image(),
                            place.getX(),
                            place.getY(),
                            place.getWidth(),
                            place.getHeight()));
        }
        return rows;
    }

    private static Image stored(MediaRuntime media, byte[] file) throws IOException {
        return new ImageModality()
                .describe(media, new ArrayHandle(file), () -> media.stores().put(Payload.of(file)));
    }

    private static PdfFile open(Call call) throws IOException, InvalidReferenceException {
        byte[] file =
                call.media()
                        .stores()
                        .read(call.file(0).reference(), call.media().limits().maxBytes());
        PdfFile document = new PdfFile(file, call.media().limits());
        call.admit(document.memoryBytes());
        return document;
    }
}
