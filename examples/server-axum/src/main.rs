//! usage: `cargo run -- DEFINITION.json`; the port is that of `PORT`, or 8787.

use crossfoot::Form;
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let definition = std::env::args().nth(1).ok_or("usage: cargo run -- DEFINITION.json")?;
    let form = Form::compile(&std::fs::read_to_string(definition)?)?;
    let port: u16 = std::env::var("PORT").map_or(Ok(8787), |port| port.parse())?;
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    println!("http://{}/reports", listener.local_addr()?);
    axum::serve(listener, crossfoot_server_axum::app(form)).await?;
    Ok(())
}
