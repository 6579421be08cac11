package io.sessiongrid.bench.report;

import io.sessiongrid.bench.contender.Contender;
import io.sessiongrid.bench.load.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Bars of the ratios, one picture for each routing and size. */
public final class Charts {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;

    private final Results results;

    public Charts(Results results) {
        this.results = results;
    }

    /** Writes one SVG for each routing and size that was measured. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Cell> kinds = results.measurements().stream()
                .map(measured -> measured.result().cell())
                .filter(cell -> !cell.contentLength())
                .map(cell -> new Cell(cell.routing(), cell.bytes(), 0, false))
                .distinct()
                .toList();
        for (Cell kind : kinds) {
            String name = kind.routing().title() + "-" + kind.bytes() / 1024 + "kb";
            VectorGraphicsEncoder.saveVectorGraphic(
                    chart(kind), folder.resolve(name).toString(), VectorGraphicsFormat.SVG);
        }
    }

    private CategoryChart chart(Cell kind) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(kind.routing().title() + ", " + kind.bytes() / 1024 + " KB; 1 is the container in memory")
                .yAxisTitle("ratio of requests per second")
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
        chart.getStyler().setXAxisLabelRotation(30);
        chart.getStyler().setYAxisMin(0.0);
        List<Contender> contenders = Page.contenders(results, kind.routing());
        List<String> names = contenders.stream().map(Contender::name).toList();
        results.measurements().stream()
                .map(measured -> measured.result().cell().writes())
                .distinct()
                .sorted()
                .forEach(writes -> chart.addSeries(
                        writes + " % writes",
                        names,
                        contenders.stream()
                                .map(contender -> ratio(contender, kind, writes))
                                .toList()));
        return chart;
    }

    /** Zero if it was not measured, or gave a wrong answer. */
    private Number ratio(Contender contender, Cell kind, int writes) {
        Cell cell = new Cell(kind.routing(), kind.bytes(), writes, false);
        return results.measurements().stream()
                .filter(measured -> measured.contender() == contender
                        && measured.result().cell().equals(cell)
                        && !measured.isWrong())
                .mapToDouble(Measurement::ratio)
                .findFirst()
                .orElse(0);
    }
}
