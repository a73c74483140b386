//! A bare axum handler that returns a constant of a given size: the yardstick of `scripts/bench`.
//! `constant_server SIZE…` listens on a free port of loopback and answers `/SIZE` (GET and POST).

use axum::Router;
use axum::routing::any;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let mut router = Router::new();
    for size in std::env::args()
        .skip(1)
        .filter_map(|a| a.parse::<usize>().ok())
    {
        let body = axum::body::Bytes::from(vec![b'x'; size]);
        router = router.route(
            &format!("/{size}"),
            any(move |_: axum::body::Bytes| async move { body }),
        );
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, router).await
}
