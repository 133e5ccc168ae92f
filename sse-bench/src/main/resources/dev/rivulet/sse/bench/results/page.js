"use strict";
(() => {
  const results = JSON.parse(document.getElementById("results").textContent);
  const tables = new Map(results.reports.flatMap(report => report.tables).map(table => [table.id, table]));
  const charts = [];
  const color = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

  // Half the distance of the quartiles, to either side of the value.
  const whiskers = {
    id: "whiskers",
    afterDatasetsDraw(chart) {
      const { ctx, scales: { x } } = chart;
      ctx.save();
      ctx.strokeStyle = color("text");
      ctx.lineWidth = 1;
      chart.data.datasets.forEach((dataset, d) => chart.getDatasetMeta(d).data.forEach((bar, i) => {
        const spread = dataset.spreads[i];
        if (!spread || !dataset.data[i]) return;
        const from = x.getPixelForValue(dataset.data[i] * (1 - spread / 100));
        const to = x.getPixelForValue(dataset.data[i] * (1 + spread / 100));
        const cap = Math.min(4, bar.height / 3);
        ctx.beginPath();
        ctx.moveTo(from, bar.y);
        ctx.lineTo(to, bar.y);
        for (const end of [from, to]) {
          ctx.moveTo(end, bar.y - cap);
          ctx.lineTo(end, bar.y + cap);
        }
        ctx.stroke();
      }));
      ctx.restore();
    },
  };

  // The value at the end of each bar, so that it can be read off.
  const numbers = {
    id: "numbers",
    afterDatasetsDraw(chart) {
      const { ctx, scales: { x }, chartArea } = chart;
      ctx.save();
      ctx.fillStyle = color("text");
      ctx.font = "11px " + Chart.defaults.font.family;
      ctx.textBaseline = "middle";
      chart.data.datasets.forEach((dataset, d) => chart.getDatasetMeta(d).data.forEach((bar, i) => {
        if (dataset.data[i] == null) return;
        const text = number(dataset.data[i], dataset.column.decimals);
        const end = x.getPixelForValue(dataset.data[i] * (1 + (dataset.spreads[i] || 0) / 100));
        ctx.fillText(text, Math.min(end + 5, chartArea.right + 4), bar.y);
      }));
      ctx.restore();
    },
  };

  const number = (value, decimals) =>
    value.toLocaleString("en", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

  const paint = (chart, table) => {
    const several = chart.data.datasets.length > 1;
    chart.data.datasets.forEach((dataset, d) => {
      dataset.backgroundColor = several
        ? color(d === chart.data.datasets.length - 1 ? "second" : "first")
        : table.rows.map(row => color(row.role.toLowerCase()));
    });
    const { x, y } = chart.options.scales;
    x.grid.color = color("line");
    x.ticks.color = color("faint");
    x.title.color = color("faint");
    y.ticks.color = color("text");
    chart.options.plugins.legend.labels.color = color("text");
  };

  const draw = canvas => {
    const table = tables.get(canvas.dataset.table);
    const plan = table.charts[Number(canvas.dataset.chart)];
    const columns = plan.columns.map(id => table.columns.find(column => column.id === id));
    const rows = table.rows.filter(row => columns.some(column => row.values[column.id]));
    const value = (row, column) => row.values[column.id];
    canvas.parentElement.style.height = rows.length * (8 + 18 * columns.length) + (columns.length > 1 ? 100 : 64) + "px";
    const chart = new Chart(canvas, {
      type: "bar",
      plugins: [whiskers, numbers],
      data: {
        labels: rows.map(row => wrapped(row.name)),
        datasets: columns.map(column => ({
          label: column.title,
          column,
          data: rows.map(row => value(row, column)?.value ?? null),
          spreads: rows.map(row => value(row, column)?.spread ?? 0),
          borderRadius: 2,
          categoryPercentage: 0.85,
          barPercentage: 0.9,
        })),
      },
      options: {
        indexAxis: "y",
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        layout: { padding: { right: 52 } },
        plugins: {
          legend: { display: columns.length > 1, position: "bottom", labels: { boxWidth: 12 } },
          tooltip: {
            callbacks: {
              label: item => `${item.dataset.label}: ${number(item.raw, item.dataset.column.decimals)}`
                + (item.dataset.spreads[item.dataIndex] ? ` ± ${number(item.dataset.spreads[item.dataIndex], 1)} %` : ""),
            },
          },
        },
        scales: {
          x: {
            type: plan.logarithmic ? "logarithmic" : "linear",
            beginAtZero: !plan.logarithmic,
            suggestedMax: furthest(rows, columns),
            title: { display: plan.logarithmic, text: "logarithmic" },
            ticks: { maxTicksLimit: 6, maxRotation: 0 },
            grid: {},
          },
          y: { ticks: { autoSkip: false, font: { size: 11 } }, grid: { display: false } },
        },
      },
    });
    charts.push({ chart, table: { ...table, rows } });
    paint(chart, { ...table, rows });
    chart.update();
  };

  // The longest bar with its whisker.
  const furthest = (rows, columns) => Math.max(...rows.flatMap(row => columns.map(column => {
    const measured = row.values[column.id];
    return measured ? measured.value * (1 + (measured.spread ?? 0) / 100) : 0;
  })));

  // A long name takes two lines, else it would leave no room for the bars on a phone.
  const wrapped = name => {
    if (name.length < 20) return name;
    const middle = name.length / 2;
    const blanks = [...name].flatMap((letter, i) => (letter === " " ? [i] : []));
    if (blanks.length === 0) return name;
    const at = blanks.reduce((best, i) => (Math.abs(i - middle) < Math.abs(best - middle) ? i : best));
    return [name.slice(0, at), name.slice(at + 1)];
  };

  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  document.querySelectorAll("canvas[data-table]").forEach(draw);
  const showsRoles = charts.some(({ chart }) => chart.data.datasets.length === 1);
  document.querySelectorAll(".role").forEach(role => { role.hidden = !showsRoles; });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    charts.forEach(({ chart, table }) => {
      paint(chart, table);
      chart.update();
    });
  });
})();
